import { Button, Form, InputNumber, Modal } from 'antd';

import { removeThreshold, setThreshold, type QualityCheck, type QualityRule } from '@/api/quality';
import { useTranslator } from '@/lib/i18n/language';

import { useChange } from './quality';

interface ThresholdDialogProps {
  check: QualityCheck;
  rule: QualityRule;
  /** The shop's name. */
  shop: string;
  /** Whether the shop has limits of its own. */
  own: boolean;
  onClose: () => void;
}

interface Draft {
  warning: number;
  failing: number | null;
}

/** Sets from where on a rule warns and fails in a shop. Shares are typed in percent. */
export function ThresholdDialog({ check, rule, shop, own, onClose }: ThresholdDialogProps) {
  const { t, of } = useTranslator();
  const [form] = Form.useForm<Draft>();
  const scale = rule.unit === 'share' ? 100 : 1;
  const typed = (value: number) => Number((value * scale).toPrecision(10));
  const sent = (value: number) => Number((value / scale).toPrecision(10));
  const save = useChange(async ({ warning, failing }: Draft) => {
    await setThreshold({
      shop: check.shop,
      rule: check.rule,
      warning: sent(warning),
      failing: typeof failing === 'number' ? sent(failing) : null,
    });
    onClose();
  });
  const reset = useChange(async () => {
    await removeThreshold(check.shop, check.rule);
    onClose();
  });
  const unit = t(`quality.unit.${rule.unit}`);
  return (
    <Modal
      open
      title={t('quality.threshold.of', { rule: of(rule.title), shop })}
      onCancel={onClose}
      footer={[
        own && (
          <Button key="usual" loading={reset.isPending} onClick={() => reset.mutate(undefined)}>
            {t('quality.threshold.usual')}
          </Button>
        ),
        <Button key="save" type="primary" loading={save.isPending} onClick={() => form.submit()}>
          {t('app.save')}
        </Button>,
      ]}
    >
      <p>{of(rule.text)}</p>
      <Form<Draft>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          warning: typed(check.warning),
          failing: check.failing === null ? null : typed(check.failing),
        }}
        onFinish={(draft) => save.mutate(draft)}
      >
        <Form.Item
          name="warning"
          label={t('quality.threshold.warning', { unit })}
          rules={[{ required: true, type: 'number', min: 0.0001, message: t('quality.threshold.required') }]}
        >
          <InputNumber />
        </Form.Item>
        <Form.Item name="failing" label={t('quality.threshold.failing', { unit })} extra={t('quality.threshold.never')}>
          <InputNumber />
        </Form.Item>
      </Form>
    </Modal>
  );
}
