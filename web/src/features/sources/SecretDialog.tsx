import { Form, Input, Modal } from 'antd';

import { renewSecret, type MadeSource, type Source } from '@/api/sources';
import { useTranslator } from '@/lib/i18n/language';

import { useChange } from './sources';

interface SecretDialogProps {
  source: Source;
  onMade: (made: MadeSource) => void;
  onCancel: () => void;
}

/** Gives a source another secret: one from the other end, or one that is made. */
export function SecretDialog({ source, onMade, onCancel }: SecretDialogProps) {
  const { t } = useTranslator();
  const [form] = Form.useForm<{ secret?: string }>();
  const renew = useChange(async (secret: string) => {
    onMade(await renewSecret(source.id, secret));
  });
  const own = source.kind === 'shopify';
  return (
    <Modal
      open
      title={t('sources.renew.of', { name: source.name })}
      okText={t('app.save')}
      confirmLoading={renew.isPending}
      onOk={() => form.submit()}
      onCancel={onCancel}
    >
      <p>{t('sources.renew.text')}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ secret }) => renew.mutate(secret ?? '')}>
        <Form.Item
          name="secret"
          label={t('sources.secret')}
          extra={t(`sources.kind.${source.kind}.how`)}
          rules={own ? [{ required: true, whitespace: true, message: t('sources.secret.required') }] : []}
        >
          <Input.Password
            autoComplete="new-password"
            maxLength={200}
            {...(own ? {} : { placeholder: t('sources.secret.generate') })}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
