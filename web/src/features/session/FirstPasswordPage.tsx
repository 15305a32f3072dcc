import { Alert } from 'antd';

import { useTranslator } from '@/lib/i18n/language';

import { Gate } from './Gate';
import { PasswordForm } from './PasswordForm';

/** A one-time password has to be replaced before anything else. */
export default function FirstPasswordPage({ known, onChanged }: { known: string | null; onChanged: () => void }) {
  const { t } = useTranslator();
  return (
    <Gate title={t('password.title')}>
      <Alert type="info" showIcon title={t('password.forced')} className="gate-alert" />
      <PasswordForm known={known} onChanged={onChanged} />
    </Gate>
  );
}
