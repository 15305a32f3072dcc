import { App } from 'antd';
import { useNavigate } from 'react-router';

import { useTranslator } from '@/lib/i18n/language';
import { Panel } from '@/ui/Panel';

import { PasswordForm } from './PasswordForm';

/** Changing one's own password at any time. */
export default function PasswordPage() {
  const { t } = useTranslator();
  const { message } = App.useApp();
  const navigate = useNavigate();
  return (
    <div className="narrow-page">
      <Panel title={t('password.title')}>
        <PasswordForm
          known={null}
          onChanged={() => {
            message.success(t('password.changed'));
            void navigate('/');
          }}
        />
      </Panel>
    </div>
  );
}
