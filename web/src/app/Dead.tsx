import { Button, Result } from 'antd';
import { Link } from 'react-router';

import type { Role } from '@/api/session';
import { useTranslator } from '@/lib/i18n/language';
import { useSession } from '@/ui/session';

/** There is no page at this address. */
export function NotFound() {
  const { t } = useTranslator();
  return <Result status="404" title={t('app.notFound')} subTitle={t('app.notFound.text')} extra={<Back />} />;
}

/** The page is for another role. */
export function Denied({ needed }: { needed: Role }) {
  const { t } = useTranslator();
  const { role } = useSession();
  return (
    <Result
      status="403"
      title={t('app.denied')}
      subTitle={t('app.denied.text', { role: t(`role.${role}`), needed: t(`role.${needed}`) })}
      extra={<Back />}
    />
  );
}

function Back() {
  const { t } = useTranslator();
  return (
    <Link to="/">
      <Button type="primary" tabIndex={-1}>
        {t('app.notFound.back')}
      </Button>
    </Link>
  );
}
