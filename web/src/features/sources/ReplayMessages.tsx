import { App, DatePicker, Form, Modal } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';

import { replaySource, type Source } from '@/api/sources';
import { momentText } from '@/lib/day';
import { useTranslator } from '@/lib/i18n/language';

import { useChange } from './sources';

/** Has messages that were taken, and are still kept, read again: after a mapping was mended. */
export function ReplayMessages({ source, onClose }: { source: Source; onClose: () => void }) {
  const { t } = useTranslator();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ from: Dayjs }>();
  const replay = useChange(async (from: Dayjs) => {
    const { replayed } = await replaySource(source.id, from.toISOString());
    message.success(t('sources.replay.done', { n: replayed }));
    onClose();
  });
  const since = source.keptSince;
  return (
    <Modal
      open
      title={t('sources.replay.of', { name: source.name })}
      okText={t('sources.replay')}
      okButtonProps={{ disabled: since === null }}
      confirmLoading={replay.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{since === null ? t('sources.replay.none') : t('sources.replay.text', { since: momentText(since) })}</p>
      {since !== null && (
        <Form
          form={form}
          className="source-form"
          layout="vertical"
          requiredMark={false}
          initialValues={{ from: dayjs(since).startOf('minute') }}
          onFinish={({ from }) => replay.mutate(from)}
        >
          <Form.Item
            name="from"
            label={t('sources.replay.from')}
            rules={[{ required: true, message: t('sources.required') }]}
          >
            <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" className="pull-number" />
          </Form.Item>
        </Form>
      )}
    </Modal>
  );
}
