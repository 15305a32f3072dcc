import { Button } from 'antd';
import { Link } from 'react-router';

import type { Role } from '@/api/session';
import { useTranslator } from '@/lib/i18n/language';
import { useSession } from '@/ui/session';

/** There is no page at this address. */
export function NotFound() {
  const { t } = useTranslator();
  return <DeadEnd code="404" title={t('app.notFound')} text={t('app.notFound.text')} />;
}

/** The page is for another role. */
export function Denied({ needed }: { needed: Role }) {
  const { t } = useTranslator();
  const { role } = useSession();
  const text = t('app.denied.text', { role: t(`role.${role}`), needed: t(`role.${needed}`) });
  return <DeadEnd code="403" title={t('app.denied')} text={text} />;
}

function DeadEnd({ code, title, text }: { code: string; title: string; text: string }) {
  const { t } = useTranslator();
  return (
    <section className="crash">
      <p className="crash-code" aria-hidden>
        {code}
      </p>
      <h1>{title}</h1>
      <p>{text}</p>
      <Link to="/">
        <Button type="primary" tabIndex={-1}>
          {t('app.notFound.back')}
        </Button>
      </Link>
    </section>
  );
}
