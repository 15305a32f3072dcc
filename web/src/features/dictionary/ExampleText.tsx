import { Skeleton } from 'antd';
import { useQuery } from '@tanstack/react-query';

import { readExample, type Metric, type MetricDetail } from '@/api/dictionary';
import type { Shop } from '@/api/shops';
import { exact } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';

import { filledIn } from './filledIn';

/** The formula with the shop's figures in the place of its names. */
export function ExampleText({ metric, detail, shop }: { metric: Metric; detail: MetricDetail; shop: Shop }) {
  const { t, language } = useTranslator();
  const example = useQuery({
    queryKey: ['dictionary', 'example', metric.id, shop.id],
    queryFn: ({ signal }) => readExample(metric.id, shop.id, signal),
  });
  if (example.error !== null) {
    return <Failure failure={example.error} onRetry={() => void example.refetch()} />;
  }
  if (example.data === undefined) {
    return <Skeleton active title={false} paragraph={{ rows: 2 }} />;
  }
  const { from, to, value, currency, parts } = example.data;
  if (value === null) {
    return <p className="panel-note">{t('dictionary.example.none', { shop: shop.name })}</p>;
  }
  const filled = filledIn(detail.expression, (name) => {
    const part = parts[name];
    return part === undefined ? null : exact(part.value, { unit: part.unit, currency, language });
  });
  return (
    <div className="dictionary-example">
      <p className="panel-note">{t('dictionary.example', { shop: shop.name, from, to })}</p>
      <p className="dictionary-numbers">
        {filled !== null && <span>{filled} = </span>}
        <strong data-testid="example-value">{exact(value, { unit: metric.unit, currency, language })}</strong>
      </p>
    </div>
  );
}
