import { Segmented, Select } from 'antd';
import { useNavigate, useParams, useSearchParams } from 'react-router';

import type { Dictionary } from '@/api/dictionary';
import type { Shop } from '@/api/shops';
import { useTranslator } from '@/lib/i18n/language';
import { Basics } from '@/ui/Basics';
import { RowsDrawer } from '@/ui/RowsDrawer';

import { addressOf } from './address';
import './dictionary.css';
import { MetricList } from './MetricList';
import { MetricPanel } from './MetricPanel';
import { OwnDefinitions } from './OwnDefinitions';

const OWN = 'own';

/** Every metric with what is behind it, and what a shop adds. The metric and the shop are in the address. */
export default function DictionaryPage() {
  const [query] = useSearchParams();
  const named = query.get('shop');
  return (
    <Basics shop={(shops) => shopOf(shops, named)?.id}>
      {(shops, dictionary) => (
        <Book shops={shops} dictionary={dictionary} shop={shopOf(shops, named)} isNamed={named !== null} />
      )}
    </Basics>
  );
}

interface BookProps {
  shops: readonly Shop[];
  dictionary: Dictionary;
  shop: Shop | undefined;
  /** Whether the address says so. */
  isNamed: boolean;
}

function Book({ shops, dictionary, shop, isNamed }: BookProps) {
  const { t } = useTranslator();
  const { id } = useParams();
  const navigate = useNavigate();
  const own = id === OWN;
  const named = isNamed ? shop?.id : undefined;
  return (
    <div className="page dictionary">
      <div className="list-head">
        <div>
          <h1 className="page-title">{t('dictionary.title')}</h1>
          <p className="panel-note">{t(own ? 'own.hint' : 'dictionary.hint')}</p>
        </div>
        <div className="dictionary-tools">
          {shops.length > 1 && (
            <Select
              aria-label={t('dictionary.shop')}
              className="dictionary-shop"
              value={shop?.id ?? ''}
              popupMatchSelectWidth={false}
              showSearch={{ optionFilterProp: 'label' }}
              options={shops.map((one) => ({ value: one.id, label: one.name }))}
              onChange={(value) => void navigate(addressOf(id, value), { replace: true })}
            />
          )}
          <Segmented
            value={own ? OWN : 'metrics'}
            options={[
              { value: 'metrics', label: t('dictionary.tab.metrics') },
              { value: OWN, label: t('dictionary.tab.own') },
            ]}
            onChange={(value) => void navigate(addressOf(value === OWN ? OWN : undefined, named))}
          />
        </div>
      </div>
      {own ? (
        shop !== undefined && <OwnDefinitions key={shop.id} shop={shop} />
      ) : (
        <div className={id === undefined ? 'dictionary-body' : 'dictionary-body chosen'}>
          <MetricList metrics={dictionary.metrics} chosen={id} shop={named} />
          <MetricPanel key={id ?? ''} id={id} dictionary={dictionary} shop={shop} named={named} />
        </div>
      )}
      <RowsDrawer />
    </div>
  );
}

/** The named shop, by id or name, or the first one: examples and own definitions belong to one. */
function shopOf(shops: readonly Shop[], named: string | null): Shop | undefined {
  return shops.find((shop) => shop.id === named || shop.name === named) ?? shops[0];
}
