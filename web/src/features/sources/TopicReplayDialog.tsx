import { Form, InputNumber, Radio } from 'antd';
import type { Dayjs } from 'dayjs';

import { replayTopicSource, type TopicBegin, type TopicSource } from '@/api/topics';
import { useTranslator } from '@/lib/i18n/language';

import { FormDialog } from './FormDialog';
import { TimeField } from './sourceFields';
import { useChange } from './sources';

interface Entered {
  from: TopicBegin['from'];
  at?: Dayjs;
  offsets?: (number | null | undefined)[];
}

/** Reads a topic again from a point. */
export function TopicReplayDialog({ source, onClose }: { source: TopicSource; onClose: () => void }) {
  const { t } = useTranslator();
  const [form] = Form.useForm<Entered>();
  const from = Form.useWatch((entered: Partial<Entered>) => entered.from, form) ?? 'earliest';
  const replay = useChange(async (begin: TopicBegin) => {
    await replayTopicSource(source.id, begin);
    onClose();
  });
  const begin = (entered: Entered): TopicBegin => ({
    from: entered.from,
    ...(entered.from === 'time' && entered.at !== undefined ? { at: entered.at.toISOString() } : {}),
    ...(entered.from === 'offsets'
      ? {
          offsets: Object.fromEntries(
            source.partitions.flatMap(({ partition }, place) => {
              const offset = entered.offsets?.[place];
              return typeof offset === 'number' ? [[partition, offset]] : [];
            }),
          ),
        }
      : {}),
  });
  return (
    <FormDialog<Entered>
      title={t('pulls.replay.of', { name: source.name })}
      okText={t('pulls.replay')}
      form={form}
      first={{ from: 'earliest' }}
      sending={replay.isPending}
      onEntered={(entered) => replay.mutate(begin(entered))}
      onClose={onClose}
    >
      <p>{t('topics.replay.text')}</p>
      <Form.Item name="from" label={t('topics.begin')}>
        <Radio.Group
          optionType="button"
          options={(['earliest', 'time', 'offsets', 'latest'] as const).map((one) => ({
            value: one,
            label: t(`topics.begin.${one}`),
          }))}
        />
      </Form.Item>
      {from === 'latest' && <p className="source-hint">{t('topics.replay.latest')}</p>}
      {from === 'time' && <TimeField />}
      {from === 'offsets' && (
        <>
          <p className="source-hint">{t('topics.replay.offsets')}</p>
          <div className="topic-offsets">
            {source.partitions.map(({ partition, next, end }, place) => (
              <Form.Item
                key={partition}
                name={['offsets', place]}
                label={t('topics.partition', { partition, next, end })}
              >
                <InputNumber min={0} max={end} precision={0} className="pull-number" placeholder={String(next)} />
              </Form.Item>
            ))}
          </div>
        </>
      )}
    </FormDialog>
  );
}
