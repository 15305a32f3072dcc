import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Form, InputNumber, Modal, Radio } from 'antd';
import { useState } from 'react';

import { chooseRetention, previewRetention, type Retained } from '@/api/retention';
import { count } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';

import { useChange } from './changes';

const MOST_DAYS = 36_500;
const TWO_YEARS = 731;

interface RetentionDialogProps {
  of: Retained;
  onClose: () => void;
}

/** Chooses for how long a kind of facts is kept, after saying what that deletes. */
export function RetentionDialog({ of: { data, leastDays, usualDays, chosen }, onClose }: RetentionDialogProps) {
  const { t, language } = useTranslator();
  const [limited, setLimited] = useState(chosen?.days != null);
  const [days, setDays] = useState<number | null>(chosen?.days ?? Math.max(usualDays, TWO_YEARS));
  const [confirmed, setConfirmed] = useState(false);
  const [asked, setAsked] = useState<number | null>(null);
  const possible = days !== null && days >= leastDays && days <= MOST_DAYS;
  const unusual = limited && possible && days < usualDays;
  const preview = useQuery({
    queryKey: ['retention-preview', data, asked],
    queryFn: ({ signal }) => previewRetention(data, asked ?? MOST_DAYS, signal),
    enabled: asked !== null,
    staleTime: 0,
    gcTime: 0,
  });
  const save = useChange('retention', async () => {
    await chooseRetention(data, limited ? days : null, confirmed);
    onClose();
  });
  // Nobody chooses what deletes without having been told what.
  const told = !limited || (asked === days && preview.data !== undefined);
  const rows = Object.values(preview.data?.rows ?? {}).reduce((sum, each) => sum + each, 0);
  return (
    <Modal
      open
      title={t('retention.change', { data: t(`retention.data.${data}`) })}
      okText={t('app.save')}
      okButtonProps={{
        danger: limited && rows > 0,
        disabled: !told || (limited && !possible) || (unusual && !confirmed),
      }}
      confirmLoading={save.isPending}
      onOk={() => save.mutate(undefined)}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <Form.Item>
          <Radio.Group
            vertical
            value={limited}
            onChange={(change) => setLimited(change.target.value === true)}
            options={[
              { value: false, label: t('retention.unlimited') },
              { value: true, label: t('retention.limited') },
            ]}
          />
        </Form.Item>
        {limited && (
          <>
            <Form.Item
              label={t('retention.days')}
              htmlFor="retention-days"
              validateStatus={possible ? '' : 'error'}
              help={possible ? undefined : t('retention.bounds', { least: leastDays, most: MOST_DAYS })}
            >
              <InputNumber<number>
                id="retention-days"
                precision={0}
                value={days}
                onChange={(value) => {
                  setDays(value);
                  setConfirmed(false);
                }}
              />{' '}
              <Button disabled={!possible} loading={preview.isFetching} onClick={() => setAsked(days)}>
                {t('retention.preview')}
              </Button>
            </Form.Item>
            {preview.error !== null && <Failure failure={preview.error} onRetry={() => void preview.refetch()} />}
            {told && preview.data !== undefined && (
              <Form.Item>
                <Alert
                  type={rows > 0 ? 'warning' : 'info'}
                  showIcon
                  title={
                    rows > 0
                      ? t('retention.goes', {
                          rows: count(rows, language),
                          first: preview.data.first,
                          before: preview.data.before,
                        })
                      : t('retention.nothingGoes', { before: preview.data.before })
                  }
                  description={rows > 0 ? t('retention.forGood') : undefined}
                />
              </Form.Item>
            )}
            {unusual && (
              <Form.Item>
                <Checkbox checked={confirmed} onChange={(change) => setConfirmed(change.target.checked)}>
                  {t('retention.confirm', { usual: count(usualDays, language) })}
                </Checkbox>
              </Form.Item>
            )}
          </>
        )}
      </Form>
    </Modal>
  );
}
