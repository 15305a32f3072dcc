import { Empty, Select, Skeleton } from 'antd';
import { useMemo } from 'react';

import type { Dictionary } from '@/api/dictionary';
import { figure, type Answer, type Question, type Row } from '@/api/metric';
import { barsOption, type Bar } from '@/charts/bars';
import type { DayRange } from '@/lib/day';
import { axis, exact, numberOf, type FigureStyle } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';
import { LazyChart } from '@/ui/LazyChart';
import { Panel } from '@/ui/Panel';
import { useRows } from '@/ui/rows';
import { useMay } from '@/ui/session';
import { useSurroundings } from '@/ui/surroundings';

import { useAnswer } from './answers';
import { BreakdownTable } from './BreakdownTable';
import { CORE } from './Cards';
import { categoryLevel, columnsOf, isOrdered, narrowed, nextDimension, supporting } from './drill';
import { ExportButtons } from './ExportButtons';
import { useValueTitle } from './labels';
import { TOPS, type CockpitState } from './state';
import { ValueFinder } from './ValueFinder';

interface BreakdownPanelProps {
  dictionary: Dictionary;
  state: CockpitState;
  shop: string | undefined;
  range: DayRange;
  onChange: (change: Partial<CockpitState>, step?: boolean) => void;
}

/** Hours and weekdays are all shown: without one of them their order says nothing. */
const IN_ORDER = 24;
const DEEPER = 1_000;
const BARS = 12;

/** The figures split by a dimension, as table and bars; a click goes into a value. */
export function BreakdownPanel({ dictionary, state, shop, range, onChange }: BreakdownPanelProps) {
  const translator = useTranslator();
  const { t, of, language } = translator;
  const surroundings = useSurroundings();
  const mayExport = useMay('analyst');

  const fixed = state.where.map((condition) => condition.dimension);
  const available = dictionary.dimensions
    .filter((dimension) => supporting(dictionary, [...fixed, dimension.id]).length > 0)
    .map((dimension) => dimension.id);
  const by = available.includes(state.by) ? state.by : (available[0] ?? state.by);
  const defined = supporting(dictionary, [...fixed, by]);
  const columns = columnsOf(state.columns, CORE, defined);
  const main = columns.find((metric) => metric.id === state.order) ?? columns[0];
  const ordered = isOrdered(by);
  const question: Question | null =
    main === undefined
      ? null
      : {
          metrics: columns.map((metric) => metric.id),
          range,
          shop,
          by: [by],
          where: state.where,
          order: ordered ? undefined : main.id,
        };
  const answer = useAnswer(
    question && { ...question, compare: 'previous', limit: ordered ? IN_ORDER : state.top, rest: true },
  );
  const data = answer.data;
  // While the next dimension is fetched the rows on screen are still those of the one before.
  const rows = useMemo(
    () => (answer.isPlaceholderData && data?.rows[0]?.[by] === undefined ? [] : (data?.rows ?? [])),
    [answer.isPlaceholderData, data, by],
  );
  const isDeeper = useDeeperCategories(by, question);
  const titleOf = useValueTitle(dictionary, data, state.where);
  const dimensionTitle = of(dictionary.dimensions.find((one) => one.id === by)?.title ?? { zh: by, en: by });
  const wanted = state.search.trim().toLowerCase();
  const found = wanted === '' ? rows : rows.filter((row) => titleOf(by, row[by]).toLowerCase().includes(wanted));

  const into = async (value: string) => {
    const where = narrowed(state.where, { dimension: by, value });
    const reachable = available.filter((dimension) => supporting(dictionary, [...fixed, by, dimension]).length > 0);
    onChange({ where, by: nextDimension(by, where, reachable, await isDeeper(value)), search: '' }, true);
  };
  const { open: openRows } = useRows();
  const seeRows = (metric: string, place: Row | 'rest' | 'total') => {
    // What the first rows are is said by all columns.
    const ids = place === 'rest' ? [metric, ...columns.map((one) => one.id).filter((id) => id !== metric)] : [metric];
    const asked: Question = { metrics: ids, range, shop, where: state.where, by: [by], order: question?.order };
    if (place === 'total') {
      openRows(asked);
    } else if (place === 'rest') {
      openRows(asked, { beyond: rows.length });
    } else {
      const value = place[by];
      openRows(asked, { cell: { [by]: value === null || value === undefined ? null : String(value) } });
    }
  };
  const drill = (row: Row) => {
    const value = row[by];
    if (value !== null && value !== undefined) {
      void into(String(value));
    }
  };

  return (
    <Panel
      title={t('cockpit.breakdown')}
      stale={answer.isPlaceholderData}
      extra={
        <>
          <Select
            aria-label={t('cockpit.breakdown.by')}
            className="metric-select"
            value={by}
            popupMatchSelectWidth={false}
            showSearch={{ optionFilterProp: 'label' }}
            options={dictionary.dimensions.map((dimension) => ({
              value: dimension.id,
              label: of(dimension.title),
              disabled: !available.includes(dimension.id),
            }))}
            onChange={(id) => onChange({ by: id, search: '' })}
          />
          <Select
            mode="multiple"
            aria-label={t('cockpit.breakdown.columns')}
            className="columns-select"
            maxTagCount={0}
            maxTagPlaceholder={(hidden) => `${t('cockpit.breakdown.columns')} (${hidden.length})`}
            value={columns.map((metric) => metric.id)}
            popupMatchSelectWidth={false}
            options={dictionary.metrics.map((metric) => ({
              value: metric.id,
              label: of(metric.title),
              disabled: !defined.includes(metric),
            }))}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(ids) => onChange({ columns: ids.length === 0 ? undefined : ids })}
          />
          <Select
            aria-label={t('cockpit.breakdown.top')}
            value={state.top}
            popupMatchSelectWidth={false}
            options={TOPS.map((top) => ({ value: top, label: t('cockpit.breakdown.top.n', { n: top }) }))}
            onChange={(top) => onChange({ top })}
          />
          <ValueFinder
            dimension={by}
            shop={shop}
            text={state.search}
            more={data?.truncated === true}
            onText={(search) => onChange({ search })}
            onPick={(value) => void into(value)}
          />
          {mayExport && <ExportButtons question={question} name={`quanjing-${by}-${range.from}-${range.to}`} />}
        </>
      }
    >
      {answer.error !== null && <Failure failure={answer.error} onRetry={() => void answer.refetch()} />}
      {main !== undefined && data !== undefined && rows.length === 0 && !answer.isPlaceholderData ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('cockpit.breakdown.empty')} />
      ) : (
        main !== undefined &&
        (data === undefined ? (
          answer.isPending && <Skeleton active paragraph={{ rows: 6 }} />
        ) : (
          <div className="breakdown">
            <BreakdownTable
              rows={found}
              by={by}
              dimensionTitle={dimensionTitle}
              columns={columns}
              main={main}
              ordered={ordered}
              ascending={state.ascending}
              all={!data.truncated}
              currency={data.currency}
              whole={wanted === '' ? data.whole : null}
              titleOf={titleOf}
              onDrill={drill}
              onSort={(order, ascending) => onChange({ order, ascending })}
              onRows={seeRows}
            />
            <div className="breakdown-chart">
              <BreakdownBars
                answer={data}
                rows={found}
                by={by}
                main={main}
                ordered={ordered}
                dimensionTitle={dimensionTitle}
                titleOf={titleOf}
                onDrill={drill}
                scale={surroundings.scale}
                dark={surroundings.dark}
                language={language}
              />
            </div>
          </div>
        ))
      )}
      {data?.truncated === true && (
        <p className="panel-note">{t('cockpit.breakdown.truncated', { n: data.rows.length })}</p>
      )}
    </Panel>
  );
}

/** Tells of a category of this level whether it has categories below, once that is known; of other values, that they may have parts. */
function useDeeperCategories(by: string, question: Question | null): (value: string) => Promise<boolean> {
  const level = categoryLevel(by);
  const asked = level !== null && level <= 3 && question !== null;
  const below = `category_${String((level ?? 0) + 1)}`;
  const next = useAnswer(
    asked
      ? {
          metrics: question.metrics.slice(0, 1),
          range: question.range,
          shop: question.shop,
          where: question.where ?? [],
          by: [below],
          limit: DEEPER,
        }
      : null,
  );
  return async (value) => {
    if (!asked) {
      return true;
    }
    // A quick click comes before the answer, while the one of the level above stands in for it.
    const known = next.data !== undefined && !next.isPlaceholderData;
    const data = known ? next.data : (await next.refetch({ cancelRefetch: false })).data;
    return (
      data === undefined || data.truncated || data.rows.some((row) => String(row[below] ?? '').startsWith(`${value}/`))
    );
  };
}

interface BreakdownBarsProps {
  answer: Answer | undefined;
  rows: readonly Row[];
  by: string;
  main: Dictionary['metrics'][number];
  ordered: boolean;
  dimensionTitle: string;
  titleOf: (dimension: string, value: unknown) => string;
  onDrill: (row: Row) => void;
  scale: number;
  dark: boolean;
  language: FigureStyle['language'];
}

function BreakdownBars(props: BreakdownBarsProps) {
  const { answer, rows, by, main, ordered, dimensionTitle, titleOf, onDrill, scale, dark, language } = props;
  const { t, of } = useTranslator();
  const metric = of(main.title);
  const style: FigureStyle = { unit: main.unit, currency: answer?.currency, language };
  const { bars, shown } = useMemo(() => {
    const known = rows.flatMap((row) => {
      const value = numberOf(figure(row, main.id));
      return value === null ? [] : [{ row, value }];
    });
    const chosen = ordered ? known : known.toSorted((a, b) => b.value - a.value).slice(0, BARS);
    const list: Bar[] = chosen.map(({ row, value }) => ({
      key: String(row[by]),
      title: titleOf(by, row[by]),
      value,
    }));
    return { bars: list, shown: chosen.map(({ row }) => row) };
  }, [rows, main.id, by, ordered, titleOf]);
  const unit = main.unit;
  const currency = answer?.currency;
  const option = useMemo(() => {
    const figures: FigureStyle = { unit, currency, language };
    return barsOption({
      dark,
      scale,
      metric,
      bars,
      upright: ordered,
      axis: (value) => axis(value, figures),
      exact: (value) => exact(value, figures),
    });
  }, [dark, scale, metric, bars, ordered, unit, currency, language]);
  const top = bars
    .toSorted((a, b) => b.value - a.value)
    .slice(0, 3)
    .map((bar) => `${bar.title} ${exact(bar.value, style)}`)
    .join('; ');
  return (
    <>
      <LazyChart
        option={option}
        height={Math.round((ordered ? 300 : Math.max(160, bars.length * 28 + 44)) * scale)}
        text={t('cockpit.breakdown.chart', { metric, dimension: dimensionTitle, top })}
        onPick={(index) => {
          const row = shown[index];
          if (row !== undefined) {
            onDrill(row);
          }
        }}
      />
      {rows.length > bars.length && !ordered && (
        <p className="panel-note">
          {t('cockpit.breakdown.other', { n: rows.length - bars.length + (answer?.whole?.others ?? 0) })}
        </p>
      )}
    </>
  );
}
