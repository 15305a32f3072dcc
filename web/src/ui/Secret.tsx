import { Alert, Typography } from 'antd';

import { useTranslator } from '@/lib/i18n/language';

/** A secret that is shown once, with a button to copy it. */
export function Secret({ title, secret, hint }: { title: string; secret: string; hint?: string }) {
  const { t } = useTranslator();
  return (
    <Alert
      type="success"
      className="secret"
      title={title}
      description={
        <>
          <Typography.Text
            code
            className="secret-text"
            copyable={{ text: secret, tooltips: [t('app.copy'), t('app.copied')] }}
          >
            {secret}
          </Typography.Text>
          <div>{t('settings.secret.once')}</div>
          {hint !== undefined && <div>{hint}</div>}
        </>
      }
    />
  );
}
