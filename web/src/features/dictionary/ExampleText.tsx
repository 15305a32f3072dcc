import { Skeleton } from 'antd';
import { useQuery } from '@tanstack/react-query';

import { readExample, type Dictionary, type Metric, type MetricDetail } from '@/api/dictionary';
import type { Shop } from '@/api/shops';
import { exact, numberOf } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';
import { FigureButton } from '@/ui/FigureButton';
import { useRows } from '@/ui/rows';

import { filledIn } from './filledIn';

interface ExampleTextProps {
  metric: Metric;
  detail: MetricDetail;
  dictionary: Dictionary;
  shop: Shop;
}

/** The formula with the shop's figures in the place of its names. */
export function ExampleText({ metric, detail, dictionary, shop }: ExampleTextProps) {
  const { t, language } = useTranslator();
  const { open } = useRows({ ofNow: true });
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
  const seeRows = (id: string) => () => open({ metrics: [id], range: { from, to }, shop: shop.id });
  const known = new Set(dictionary.metrics.map((one) => one.id));
  const uses = new Set(detail.uses.map((one) => one.id).filter((id) => known.has(id)));
  return (
    <div className="dictionary-example">
      <p className="panel-note">{t('dictionary.example', { shop: shop.name, from, to })}</p>
      <p className="dictionary-numbers">
        {filled !== null && (
          <span>
            {filled.map(({ name, text }, index) => (
              // What is no metric has no rows of its own: it stands in those of the whole.
              <FigureButton
                key={`${index}${text}`}
                onRows={
                  name !== null && uses.has(name) && numberOf(parts[name]?.value) !== null ? seeRows(name) : undefined
                }
              >
                {text}
              </FigureButton>
            ))}{' '}
            ={' '}
          </span>
        )}
        <strong data-testid="example-value">
          <FigureButton onRows={seeRows(metric.id)}>
            {exact(value, { unit: metric.unit, currency, language })}
          </FigureButton>
        </strong>
      </p>
    </div>
  );
}
