import { FundOutlined, TableOutlined } from '@ant-design/icons';

import type { Dictionary } from '@/api/dictionary';
import type { Condition, Question } from '@/api/metric';
import { defaultGrain, lengthOf, type DayRange } from '@/lib/day';
import { useTranslator } from '@/lib/i18n/language';
import { useStates } from '@/ui/answers';
import { Failure } from '@/ui/Failure';
import { useRows } from '@/ui/rows';
import { TargetLine } from '@/ui/TargetLine';
import { useTargetState, wholePeriod } from '@/ui/targets';

import { useAnswer } from './answers';
import { BenchmarkLines, useStanding } from './BenchmarkLine';
import type { CardAction } from './CardMenu';
import { MetricCard } from './MetricCard';
import type { CockpitState } from './state';

/** The core results, in the order of the page. */
export const CORE = ['gmv', 'paid_orders', 'visitors', 'aov', 'gross_margin'] as const;

interface CardsProps {
  dictionary: Dictionary;
  shop: string | undefined;
  range: DayRange;
  where: readonly Condition[];
  open: boolean;
  /** What the trend is compared with; beside the two usual comparisons the cards show it too. */
  compared: Pick<CockpitState, 'compare' | 'event' | 'against'>;
  /** Asks why the figure of a metric changed. */
  onExplain: (metric: string) => void;
}

/** The cards of the core results. Those that the fixed dimensions do not allow say so. */
export function Cards({ dictionary, shop, range, where, open, compared, onExplain }: CardsProps) {
  const { t, of, language } = useTranslator();
  const metrics = CORE.flatMap((id) => dictionary.metrics.find((metric) => metric.id === id) ?? []);
  const foreign = (dimensions: readonly string[]) =>
    where.find((condition) => !dimensions.includes(condition.dimension))?.dimension ?? null;
  const asked = metrics.filter((metric) => foreign(metric.dimensions) === null).map((metric) => metric.id);
  const question: Question | null = asked.length === 0 ? null : { metrics: asked, range, shop, where };
  const previous = useAnswer(question && { ...question, compare: 'previous' });
  const lastYear = useAnswer(question && { ...question, compare: 'last-year' });
  const { compare, event, against } = compared;
  const other = compare !== null && compare !== 'previous' && compare !== 'last-year' ? compare : null;
  const chosen = useAnswer(other === null ? null : question && { ...question, compare: other, event, against });
  const series = useAnswer(question && { ...question, grain: defaultGrain(lengthOf(range)) });
  const standing = useStanding(question).data;
  // The band is that of the whole shop's running day.
  const states = useStates(open && where.length === 0 ? CORE : [], shop).data;
  const { open: openRows } = useRows();
  const wanted = open ? wholePeriod(range, range.to) : { whole: null, range };
  const targets = useTargetState(question && { metrics: asked, range: wanted.range, shop, where }).data;
  const failure = previous.error ?? lastYear.error ?? series.error;
  const actionsOf = (id: string): CardAction[] => [
    { key: 'explain', label: t('explain.action'), icon: <FundOutlined />, onSelect: () => onExplain(id) },
    {
      key: 'rows',
      label: t('rows.see'),
      icon: <TableOutlined />,
      onSelect: () => openRows({ metrics: [id], range, shop, where }),
    },
    {
      key: 'rows-base',
      label: t('rows.seeBase'),
      icon: <TableOutlined />,
      onSelect: () => openRows({ metrics: [id], range, shop, where, compare: 'previous' }, { base: true }),
    },
  ];
  const titleOf = (id: string | null) => {
    const dimension = dictionary.dimensions.find((one) => one.id === id);
    return id === null ? null : dimension === undefined ? id : of(dimension.title);
  };
  return (
    <section aria-label={t('cockpit.cards')}>
      {failure !== null && (
        <Failure
          failure={failure}
          onRetry={() => {
            void previous.refetch();
            void lastYear.refetch();
            void series.refetch();
          }}
        />
      )}
      <div className={previous.isPlaceholderData ? 'cards stale' : 'cards'}>
        {metrics.map((metric) => (
          <MetricCard
            key={metric.id}
            metric={metric}
            shop={shop}
            previous={previous.data}
            lastYear={lastYear.data}
            chosen={other === null ? null : { title: t(`cockpit.compare.${other}`), answer: chosen.data }}
            series={series.data}
            unsupported={titleOf(foreign(metric.dimensions))}
            open={open}
            judged={open && where.length === 0 ? states?.figures[metric.id] : undefined}
            until={states?.until}
            actions={actionsOf(metric.id)}
            onRows={() => openRows({ metrics: [metric.id], range, shop, where })}
            lines={
              <>
                <TargetLine
                  progress={targets?.figures[metric.id]}
                  style={{ unit: metric.unit, currency: previous.data?.currency, language }}
                  whole={wanted.whole}
                />
                <BenchmarkLines
                  metric={metric}
                  positions={(standing?.positions ?? []).filter((one) => one.metric === metric.id)}
                />
              </>
            }
          />
        ))}
      </div>
    </section>
  );
}
