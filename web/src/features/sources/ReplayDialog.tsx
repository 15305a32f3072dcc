import { Form, Input, Modal } from 'antd';

import { replayPulledSource, type PulledSource } from '@/api/pulls';
import { useTranslator } from '@/lib/i18n/language';

import { useChange } from './sources';

/** Reads a table again from a point. */
export function ReplayDialog({ source, onClose }: { source: PulledSource; onClose: () => void }) {
  const { t } = useTranslator();
  const [form] = Form.useForm<{ from?: string }>();
  const whole = source.table.mode === 'snapshot';
  const replay = useChange(async (from: string) => {
    await replayPulledSource(source.id, from);
    onClose();
  });
  return (
    <Modal
      open
      title={t('pulls.replay.of', { name: source.name })}
      okText={t('pulls.replay')}
      confirmLoading={replay.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{t('pulls.replay.text')}</p>
      <Form form={form} layout="vertical" onFinish={({ from }) => replay.mutate(from ?? '')}>
        {!whole && (
          <Form.Item
            name="from"
            label={t('pulls.replay.from', { column: source.table.cursor ?? '' })}
            extra={t('pulls.start.how')}
          >
            <Input maxLength={64} placeholder="2026-11-01T00:00:00+08:00" />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
