import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';

import { changePassword } from '@/api/session';
import { useTranslator } from '@/lib/i18n/language';
import { failureText } from '@/ui/failureText';

import { SHORTEST_PASSWORD } from './passwordRule';

interface PasswordFormProps {
  /** The current password, where it was just typed. */
  known: string | null;
  onChanged: () => void;
}

interface Values {
  current?: string;
  next: string;
  repeat: string;
}

/** A new password, typed twice. */
export function PasswordForm({ known, onChanged }: PasswordFormProps) {
  const translator = useTranslator();
  const { t } = translator;
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async ({ current, next }: Values) => {
    setBusy(true);
    setFailure(null);
    try {
      await changePassword(known ?? current ?? '', next);
      onChanged();
    } catch (reason) {
      setFailure(failureText(reason, translator));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Form<Values> layout="vertical" requiredMark={false} onFinish={(values) => void submit(values)}>
      {failure !== null && <Alert type="error" showIcon title={failure} className="gate-alert" />}
      {known === null && (
        <Form.Item
          name="current"
          label={t('password.current')}
          rules={[{ required: true, message: t('login.password.required') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
      )}
      <Form.Item
        name="next"
        label={t('password.next')}
        extra={t('password.rule', { n: SHORTEST_PASSWORD })}
        rules={[
          { required: true, message: t('login.password.required') },
          { min: SHORTEST_PASSWORD, message: t('password.tooShort', { n: SHORTEST_PASSWORD }) },
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="repeat"
        label={t('password.repeat')}
        dependencies={['next']}
        rules={[
          { required: true, message: t('login.password.required') },
          ({ getFieldValue }) => ({
            validator: (_rule, value: unknown) =>
              value === undefined || value === '' || value === getFieldValue('next')
                ? Promise.resolve()
                : Promise.reject(new Error(t('password.differs'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={busy}>
        {t('password.submit')}
      </Button>
    </Form>
  );
}
