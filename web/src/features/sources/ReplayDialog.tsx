import { Form, Input } from 'antd';

import { replayPulledSource, type PulledSource } from '@/api/pulls';
import { useTranslator } from '@/lib/i18n/language';

import { FormDialog } from './FormDialog';
import { useChange } from './sources';

/** Reads a table again from a point. */
export function ReplayDialog({ source, onClose }: { source: PulledSource; onClose: () => void }) {
  const { t } = useTranslator();
  const [form] = Form.useForm<{ from?: string }>();
  const replay = useChange(async (from: string) => {
    await replayPulledSource(source.id, from);
    onClose();
  });
  return (
    <FormDialog
      title={t('pulls.replay.of', { name: source.name })}
      okText={t('pulls.replay')}
      form={form}
      sending={replay.isPending}
      onEntered={({ from }) => replay.mutate(from ?? '')}
      onClose={onClose}
    >
      <p>{t('pulls.replay.text')}</p>
      {source.table.mode === 'incremental' && (
        <Form.Item
          name="from"
          label={t('pulls.replay.from', { column: source.table.cursor ?? '' })}
          extra={t('pulls.start.how')}
        >
          <Input maxLength={64} placeholder="2026-11-01T00:00:00+08:00" />
        </Form.Item>
      )}
    </FormDialog>
  );
}
