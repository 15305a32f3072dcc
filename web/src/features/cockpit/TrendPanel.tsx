import { Segmented, Select, Skeleton, Switch, Table } from 'antd';
import { useMemo, useState } from 'react';

import type { Dictionary, Metric } from '@/api/dictionary';
import { figure, type Answer, type Comparison, type Note } from '@/api/metric';
import { trendOption, type TrendSeries } from '@/charts/trend';
import { defaultGrain, grainsFor, lengthOf, type DayRange, type Grain } from '@/lib/day';
import { axis, exact, numberOf, type FigureStyle } from '@/lib/figure';
import { useTranslator, type Translator } from '@/lib/i18n/language';
import type { Language } from '@/lib/i18n/messages';
import { Failure } from '@/ui/Failure';
import { FigureButton } from '@/ui/FigureButton';
import { FigureText } from '@/ui/FigureText';
import { LazyChart } from '@/ui/LazyChart';
import { Panel } from '@/ui/Panel';
import { useRows } from '@/ui/rows';
import { useSurroundings } from '@/ui/surroundings';

import { useAnswer, useCalendar } from './answers';
import { ComparePicker } from './ComparePicker';
import { supporting } from './drill';
import { marksOf } from './marks';
import { longPeriod, shortPeriod } from './periods';
import type { CockpitState } from './state';

interface TrendPanelProps {
  dictionary: Dictionary;
  state: CockpitState;
  shop: string | undefined;
  range: DayRange;
  onChange: (change: Partial<CockpitState>) => void;
}

const NONE = '';

/** What has to be known of the days that are compared with. */
const BASE_NOTES = new Set([
  'metric.event_aligned',
  'metric.days_without_base',
  'metric.base_days_left',
  'metric.base_of_other_length',
]);

/** Any two metrics over time, each with its own axis and its compared line. */
export function TrendPanel({ dictionary, state, shop, range, onChange }: TrendPanelProps) {
  const translator = useTranslator();
  const { t, of, code, language } = translator;
  const surroundings = useSurroundings();
  const [asTable, setAsTable] = useState(false);
  const defined = supporting(
    dictionary,
    state.where.map((condition) => condition.dimension),
  );
  const left = defined.find((metric) => metric.id === state.left) ?? defined[0];
  const right = defined.find((metric) => metric.id === state.right && metric.id !== left?.id) ?? null;
  const days = lengthOf(range);
  const grains = grainsFor(days);
  const grain: Grain = state.grain !== undefined && grains.includes(state.grain) ? state.grain : defaultGrain(days);
  const compare: Comparison | undefined = state.compare ?? undefined;
  const answer = useAnswer(
    left === undefined
      ? null
      : {
          metrics: [left.id, ...(right === null ? [] : [right.id])],
          range,
          shop,
          where: state.where,
          grain,
          compare,
          event: state.event,
          against: state.against,
        },
  );
  const { open: openRows } = useRows();
  const seeRows = (metric: string, period: string, base = false) => {
    const beside = base ? { compare, event: state.event, against: state.against } : {};
    openRows({ metrics: [metric], range, shop, where: state.where, grain, ...beside }, { period, base });
  };
  const calendar = useCalendar(range).data;
  const data = answer.data;
  const option = useMemo(() => {
    if (data === undefined || left === undefined) {
      return null;
    }
    const periods = data.rows.map((row) => String(row['period'] ?? ''));
    return trendOption({
      ...surroundings,
      periods: periods.map((period) => shortPeriod(period, grain, data.range)),
      longPeriods: periods.map((period) => longPeriod(period, grain, language)),
      left: seriesOf(left, data, translator),
      right: right === null ? null : seriesOf(right, data, translator),
      basePeriods: periods.map((period) => {
        const beside = data.basePeriods[period];
        return beside === undefined ? null : t('cockpit.trend.beside', { period: basePeriod(beside, grain, language) });
      }),
      marks: calendar === undefined ? [] : marksOf(calendar, periods, grain, shop, translator),
    });
  }, [data, left, right, grain, language, surroundings, translator, calendar, shop, t]);
  const notes = (data?.notes ?? []).filter((note) => BASE_NOTES.has(note.code));
  const height = Math.round(320 * surroundings.scale);
  const options = defined.map((metric) => ({ value: metric.id, label: of(metric.title) }));

  return (
    <Panel
      title={t('cockpit.trend')}
      stale={answer.isPlaceholderData}
      extra={
        <>
          <Select
            aria-label={t('cockpit.trend.left')}
            className="metric-select"
            value={left?.id ?? NONE}
            options={options}
            showSearch={{ optionFilterProp: 'label' }}
            popupMatchSelectWidth={false}
            onChange={(id) => onChange(id === state.right ? { left: id, right: state.left } : { left: id })}
          />
          <Select
            aria-label={t('cockpit.trend.right')}
            className="metric-select"
            value={right?.id ?? NONE}
            options={[
              { value: NONE, label: t('cockpit.trend.noRight') },
              ...options.filter((one) => one.value !== left?.id),
            ]}
            showSearch={{ optionFilterProp: 'label' }}
            popupMatchSelectWidth={false}
            onChange={(id) => onChange({ right: id === NONE ? null : id })}
          />
          <ComparePicker state={state} range={range} calendar={calendar} onChange={onChange} />
          {grains.length > 1 && (
            <Segmented
              aria-label={t('cockpit.grain')}
              value={grain}
              options={grains.map((one) => ({ value: one, label: t(`grain.${one}`) }))}
              onChange={(value) => onChange({ grain: value })}
            />
          )}
          <label className="switch-label">
            <Switch size="small" checked={asTable} onChange={setAsTable} />
            {t('cockpit.trend.table')}
          </label>
        </>
      }
    >
      {answer.error !== null && <Failure failure={answer.error} onRetry={() => void answer.refetch()} />}
      {asTable && data !== undefined && left !== undefined ? (
        <TrendTable answer={data} metrics={right === null ? [left] : [left, right]} grain={grain} onRows={seeRows} />
      ) : option !== null && data !== undefined && left !== undefined ? (
        <LazyChart
          option={option}
          height={height}
          text={summary(left, data, grain, translator)}
          onPick={(index) => {
            const period = data.rows[index]?.['period'];
            if (typeof period === 'string') {
              seeRows(left.id, period);
            }
          }}
        />
      ) : (
        answer.isPending && <Skeleton.Node active style={{ width: '100%', height }} className="chart-wait" />
      )}
      {notes.map((note) => (
        <p key={note.code} className="panel-note">
          {code(note.code, { ...note.arguments, event: eventTitle(note, translator) }, note.code)}
        </p>
      ))}
    </Panel>
  );
}

function eventTitle(note: Note, { of }: Translator): string {
  const { zh, en, event } = note.arguments;
  if (typeof zh === 'string' && typeof en === 'string') {
    return of({ zh, en });
  }
  return typeof event === 'string' ? event : '';
}

/** A base that does not begin with a month is a day, whatever the grain. */
function basePeriod(period: string, grain: Grain, language: Language): string {
  return longPeriod(period, grain === 'month' && period.length > 7 ? 'day' : grain, language);
}

function seriesOf(metric: Metric, answer: Answer, { t, of, language }: Translator): TrendSeries {
  const style: FigureStyle = { unit: metric.unit, currency: answer.currency, language };
  const values = (key: string) => answer.rows.map((row) => numberOf(figure(row, key)));
  const title = of(metric.title);
  return {
    title,
    values: values(metric.id),
    base:
      answer.base === null
        ? null
        : { title: t('cockpit.trend.base', { metric: title }), values: values(`${metric.id}_base`) },
    axis: (value) => axis(value, style),
    exact: (value) => exact(value, style),
  };
}

function summary(metric: Metric, answer: Answer, grain: Grain, { t, of, language }: Translator): string {
  const style: FigureStyle = { unit: metric.unit, currency: answer.currency, language };
  const points = answer.rows.flatMap((row) => {
    const value = numberOf(figure(row, metric.id));
    return value === null ? [] : [{ value, at: longPeriod(String(row['period'] ?? ''), grain, language) }];
  });
  const sorted = points.toSorted((a, b) => a.value - b.value);
  const low = sorted[0];
  const high = sorted.at(-1);
  return low === undefined || high === undefined
    ? t('cockpit.sparkline.none', { metric: of(metric.title) })
    : t('cockpit.trend.text', {
        metric: of(metric.title),
        n: points.length,
        low: exact(low.value, style),
        lowAt: low.at,
        high: exact(high.value, style),
        highAt: high.at,
      });
}

interface TrendTableProps {
  answer: Answer;
  metrics: Metric[];
  grain: Grain;
  onRows: (metric: string, period: string, base: boolean) => void;
}

function TrendTable({ answer, metrics, grain, onRows }: TrendTableProps) {
  const { t, of, language } = useTranslator();
  const { scale } = useSurroundings();
  const columns = metrics.flatMap((metric) => {
    const style: FigureStyle = { unit: metric.unit, currency: answer.currency, language };
    const column = (key: string, title: string) => ({
      key,
      title,
      align: 'right' as const,
      className: 'figures',
      render: (_: unknown, row: Answer['rows'][number]) => {
        const value = figure(row, key);
        const opens = value !== null && value !== undefined;
        return (
          <FigureButton onRows={opens ? () => onRows(metric.id, String(row['period']), key !== metric.id) : undefined}>
            <FigureText value={value} style={style} />
          </FigureButton>
        );
      },
    });
    const title = of(metric.title);
    return [
      column(metric.id, title),
      ...(answer.base === null ? [] : [column(`${metric.id}_base`, t('cockpit.trend.base', { metric: title }))]),
    ];
  });
  return (
    <Table
      size="small"
      pagination={false}
      scroll={{ x: 'max-content', y: 260 * scale }}
      rowKey={(row) => String(row['period'])}
      dataSource={answer.rows}
      columns={[
        {
          key: 'period',
          title: t('cockpit.trend.period'),
          render: (_: unknown, row: Answer['rows'][number]) => longPeriod(String(row['period'] ?? ''), grain, language),
        },
        ...columns,
      ]}
    />
  );
}
