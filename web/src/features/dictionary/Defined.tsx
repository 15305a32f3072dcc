import { Link } from 'react-router';

import type { Checked } from '@/api/dictionary';
import type { Shop } from '@/api/shops';
import { useTranslator } from '@/lib/i18n/language';
import { Panel } from '@/ui/Panel';

import { addressOf } from './address';

/** What a text defines, as people will read it. */
export function Defined({ checked, shop }: { checked: Checked; shop: Shop }) {
  const { t, of } = useTranslator();
  const { metrics, dimensions } = checked;
  return (
    <Panel title={t('own.defines')}>
      {metrics.length + dimensions.length === 0 && <p className="panel-note">{t('own.empty')}</p>}
      <ul className="own-defined">
        {metrics.map((metric) => (
          <li key={metric.id}>
            <span className="own-kind">{t('own.defines.metric')}</span>
            <Link to={addressOf(metric.id, shop.id)}>{of(metric.title)}</Link>
            <span className="panel-note">
              {of(metric.formula)} · {t(`dictionary.unit.${metric.unit}`)}
            </span>
          </li>
        ))}
        {dimensions.map((dimension) => (
          <li key={dimension.id}>
            <span className="own-kind">{t('own.defines.dimension')}</span>
            <span>{of(dimension.title)}</span>
            <span className="panel-note">
              {t('own.groups', { groups: dimension.groups.map((group) => of(group)).join(t('dictionary.comma')) })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
