import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';

import { login, type PublicSignIn, type Session } from '@/api/session';
import { useTranslator } from '@/lib/i18n/language';
import { failureText } from '@/ui/failureText';

import { Gate } from './Gate';

interface Credentials {
  username: string;
  password: string;
}

interface LoginPageProps {
  /** Offered to everybody; only a demonstration has some. */
  signIns: readonly PublicSignIn[];
  onSession: (session: Session, password: string) => void;
}

/** Name and password. */
export default function LoginPage({ signIns, onSession }: LoginPageProps) {
  const translator = useTranslator();
  const { t } = translator;
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async ({ username, password }: Credentials) => {
    setBusy(true);
    setFailure(null);
    try {
      onSession(await login(username.trim(), password), password);
    } catch (reason) {
      setFailure(failureText(reason, translator));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Gate title={t('login.title')} subtitle={t('login.subtitle')}>
      <Form<Credentials> layout="vertical" requiredMark={false} onFinish={(values) => void submit(values)}>
        {failure !== null && <Alert type="error" showIcon title={failure} className="gate-alert" />}
        <Form.Item
          name="username"
          label={t('login.username')}
          rules={[{ required: true, whitespace: true, message: t('login.username.required') }]}
        >
          <Input autoComplete="username" autoFocus size="large" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('login.password')}
          rules={[{ required: true, message: t('login.password.required') }]}
        >
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={busy}>
          {t('login.submit')}
        </Button>
      </Form>
      {signIns.length > 0 && (
        <section className="gate-demo" aria-labelledby="gate-demo-title">
          <h2 id="gate-demo-title">{t('login.demo')}</h2>
          <p>{t('login.demo.text')}</p>
          <ul>
            {signIns.map((one) => (
              <li key={one.username}>
                <button type="button" disabled={busy} onClick={() => void submit(one)}>
                  <span className="gate-demo-role">{t('login.demo.as', { role: t(`role.${one.role}`) })}</span>
                  <code>
                    {one.username} / {one.password}
                  </code>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Gate>
  );
}
