import { ApiOutlined, InboxOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { Link } from 'react-router';

import type { DayRange } from '@/lib/day';
import { useTranslator } from '@/lib/i18n/language';
import { useMay } from '@/ui/session';

/** What to do in an installation without data. */
export function EmptyInstallation() {
  const { t } = useTranslator();
  const mayImport = useMay('operator');
  const mayKeys = useMay('admin');
  return (
    <section className="empty" aria-labelledby="empty-title">
      <h1 id="empty-title">{t('cockpit.empty.title')}</h1>
      <p>{mayImport ? t('cockpit.empty.text') : t('cockpit.empty.viewer')}</p>
      {mayImport && (
        <div className="empty-ways">
          <article className="panel">
            <InboxOutlined className="empty-icon" />
            <h2>{t('cockpit.empty.import')}</h2>
            <p>{t('cockpit.empty.import.text')}</p>
            <Link to="/imports">
              <Button type="primary" tabIndex={-1}>
                {t('cockpit.empty.import.go')}
              </Button>
            </Link>
          </article>
          {mayKeys && (
            <article className="panel">
              <ApiOutlined className="empty-icon" />
              <h2>{t('cockpit.empty.events')}</h2>
              <p>{t('cockpit.empty.events.text')}</p>
              <Link to="/settings/keys">
                <Button tabIndex={-1}>{t('cockpit.empty.events.go')}</Button>
              </Link>
            </article>
          )}
        </div>
      )}
    </section>
  );
}

interface NoDataProps {
  range: DayRange;
  extent: DayRange;
  onGo: () => void;
}

/** The range has no data, but there is some elsewhere. */
export function NoData({ range, extent, onGo }: NoDataProps) {
  const { t } = useTranslator();
  return (
    <Alert
      type="info"
      showIcon
      title={t('cockpit.noData', { ...range })}
      description={t('cockpit.noData.found', { ...extent })}
      action={
        <Button type="primary" onClick={onGo}>
          {t('cockpit.noData.go')}
        </Button>
      }
    />
  );
}
