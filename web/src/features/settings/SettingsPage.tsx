import { Tabs } from 'antd';
import { useNavigate, useParams } from 'react-router';

import { useTranslator } from '@/lib/i18n/language';

import { AuditList } from './AuditList';
import { ContactList } from './ContactList';
import { RetentionList } from './RetentionList';
import { ShopList } from './ShopList';
import { TokenList } from './TokenList';
import { UserList } from './UserList';
import { WriteKeyList } from './WriteKeyList';

/** What administrators look after; each part has its own address. */
export default function SettingsPage() {
  const { t } = useTranslator();
  const { part } = useParams();
  const navigate = useNavigate();
  return (
    <div className="page">
      <h1 className="page-title">{t('settings.title')}</h1>
      <Tabs
        className="panel settings-tabs"
        activeKey={part ?? 'shops'}
        destroyOnHidden
        onChange={(key) => void navigate(`/settings/${key}`)}
        items={[
          { key: 'shops', label: t('settings.shops'), children: <ShopList /> },
          { key: 'users', label: t('settings.users'), children: <UserList /> },
          { key: 'tokens', label: t('settings.tokens'), children: <TokenList /> },
          { key: 'keys', label: t('settings.keys'), children: <WriteKeyList /> },
          { key: 'retention', label: t('settings.retention'), children: <RetentionList /> },
          { key: 'contacts', label: t('settings.contacts'), children: <ContactList /> },
          { key: 'audit', label: t('settings.audit'), children: <AuditList /> },
        ]}
      />
    </div>
  );
}
