import { Segmented, Select, Skeleton } from 'antd';
import { useNavigate, useParams, useSearchParams } from 'react-router';

import type { Shop } from '@/api/shops';
import { useTranslator } from '@/lib/i18n/language';
import { useDictionary, useShops } from '@/ui/answers';
import { Failure } from '@/ui/Failure';

import { addressOf } from './address';
import './dictionary.css';
import { MetricList } from './MetricList';
import { MetricPanel } from './MetricPanel';
import { OwnDefinitions } from './OwnDefinitions';

const OWN = 'own';

/** Every metric with what is behind it, and what a shop adds. The metric and the shop are in the address. */
export default function DictionaryPage() {
  const { t } = useTranslator();
  const { id } = useParams();
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const shops = useShops();
  const shop = shopOf(shops.data ?? [], query.get('shop'));
  const dictionary = useDictionary(shop?.id);
  const failure = shops.error ?? dictionary.error;
  if (failure !== null && (shops.data === undefined || dictionary.data === undefined)) {
    return (
      <Failure
        failure={failure}
        onRetry={() => {
          void shops.refetch();
          void dictionary.refetch();
        }}
      />
    );
  }
  if (shops.data === undefined || dictionary.data === undefined) {
    return <Skeleton active paragraph={{ rows: 8 }} />;
  }
  const own = id === OWN;
  const named = query.get('shop') === null ? undefined : shop?.id;
  return (
    <div className="page dictionary">
      <div className="list-head">
        <div>
          <h1 className="page-title">{t('dictionary.title')}</h1>
          <p className="panel-note">{t(own ? 'own.hint' : 'dictionary.hint')}</p>
        </div>
        <div className="dictionary-tools">
          {shops.data.length > 1 && (
            <Select
              aria-label={t('dictionary.shop')}
              className="dictionary-shop"
              value={shop?.id ?? ''}
              popupMatchSelectWidth={false}
              showSearch={{ optionFilterProp: 'label' }}
              options={shops.data.map((one) => ({ value: one.id, label: one.name }))}
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
          <MetricList metrics={dictionary.data.metrics} chosen={id} shop={named} />
          <MetricPanel key={id ?? ''} id={id} dictionary={dictionary.data} shop={shop} named={named} />
        </div>
      )}
    </div>
  );
}

/** The named shop, by id or name, or the first one: examples and own definitions belong to one. */
function shopOf(shops: readonly Shop[], named: string | null): Shop | undefined {
  return shops.find((shop) => shop.id === named || shop.name === named) ?? shops[0];
}
