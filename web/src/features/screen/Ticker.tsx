import { useQuery } from '@tanstack/react-query';

import { readLatestOrders, type PaidOrder } from '@/api/metric';
import { exact } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';

const ROWS = 8;

/** The orders that were paid last, without anything personal. */
export function Ticker({ shop, zone }: { shop: string | undefined; zone: string }) {
  const { t, of, language } = useTranslator();
  const orders = useQuery({
    queryKey: ['orders', shop],
    queryFn: ({ signal }) => readLatestOrders(shop, ROWS, signal),
  });
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: zone });
  return (
    <section className="screen-panel screen-ticker" aria-label={t('screen.ticker')}>
      <h2>{t('screen.ticker')}</h2>
      {orders.data?.length === 0 ? (
        <p className="screen-none">{t('screen.nothingYet')}</p>
      ) : (
        <ol>
          {keyed(orders.data ?? []).map(({ key, order }) => (
            <li key={key}>
              <time dateTime={order.at}>{time.format(new Date(order.at))}</time>
              <span className="screen-region">{order.region === null ? '—' : of(order.region)}</span>
              <span className="screen-name">{order.product === null ? '—' : of(order.product)}</span>
              <span className="screen-figure">
                {exact(order.amount, { unit: 'amount', currency: order.currency, language })}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** Nothing tells two orders apart but what is shown, so equal ones are counted. */
function keyed(orders: readonly PaidOrder[]): { key: string; order: PaidOrder }[] {
  const seen = new Map<string, number>();
  return orders.map((order) => {
    const same = JSON.stringify(order);
    const number = (seen.get(same) ?? 0) + 1;
    seen.set(same, number);
    return { key: `${same} ${number}`, order };
  });
}
