import { Alert, Button, Empty, Skeleton, Tag } from 'antd';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';

import type { Dictionary, Metric } from '@/api/dictionary';
import { deleteTarget, putTarget, type ListedTarget, type TargetKey, type TargetYear } from '@/api/target';
import type { Shop } from '@/api/shops';
import { targetOption } from '@/charts/target';
import { monthStart, plusDays, type DayRange } from '@/lib/day';
import { axis, compact, exact, numberOf, type FigureStyle } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { Basics } from '@/ui/Basics';
import { Failure } from '@/ui/Failure';
import { FigureButton } from '@/ui/FigureButton';
import { FigureText } from '@/ui/FigureText';
import { LazyChart } from '@/ui/LazyChart';
import { Panel } from '@/ui/Panel';
import { useRows } from '@/ui/rows';
import { RowsDrawer } from '@/ui/RowsDrawer';
import { useMay } from '@/ui/session';
import { useSurroundings } from '@/ui/surroundings';
import { TargetLine } from '@/ui/TargetLine';
import { quarterStart, shareText, useTargetState } from '@/ui/targets';

import { actualPlace, actualQuestion } from './actual';
import { useListed, useTargetChange, useTargetYear } from './changes';
import { ImportDialog } from './ImportDialog';
import { Pickers } from './Pickers';
import { queryOf, stateOf, type TargetPageState } from './state';
import { periodText, TargetTable } from './TargetTable';
import './target.css';

const FIRST_YEAR = 2020;
const YEARS_AHEAD = 2;
const MOST_LISTED = 24;
const CHART_HEIGHT = 220;

/** What figures are to be: a year down to its days, and how far the shop has come. */
export default function TargetPage() {
  const { t } = useTranslator();
  return (
    <Basics>
      {(shops, dictionary) => {
        const first = shops[0];
        return first === undefined ? (
          <div className="page">
            <h1 className="page-title">{t('target.page')}</h1>
            <Empty description={t('target.noShop')} />
          </div>
        ) : (
          <Targets shops={shops} first={first} dictionary={dictionary} />
        );
      }}
    </Basics>
  );
}

interface TargetsProps {
  shops: readonly Shop[];
  first: Shop;
  dictionary: Dictionary;
}

function Targets({ shops, first, dictionary }: TargetsProps) {
  const { t, language } = useTranslator();
  const mayEdit = useMay('operator');
  const [query, setQuery] = useSearchParams();
  const thisYear = Number(first.today.slice(0, 4));
  const state = stateOf(query, { shop: first.id, year: thisYear });
  const shop = shops.find((one) => one.id === state.shop || one.name === state.shop);
  const metric = dictionary.metrics.find((one) => one.id === state.metric);
  const key: TargetKey = {
    shop: shop?.id ?? state.shop,
    metric: state.metric,
    dimension: state.dimension,
    value: state.value,
  };
  const year = useTargetYear(key, state.year);
  const listed = useListed(state.year);
  const [importing, setImporting] = useState(false);
  const set = useTargetChange(({ period, target }: { period: string; target: string | null }) =>
    target === null ? deleteTarget(key, period) : putTarget(key, period, target),
  );
  const change = (part: Partial<TargetPageState>) => setQuery(queryOf({ ...state, shop: key.shop, ...part }));
  const years = [
    ...new Set([
      state.year,
      ...Array.from({ length: thisYear + YEARS_AHEAD - FIRST_YEAR + 1 }, (_, i) => FIRST_YEAR + i),
    ]),
  ].toSorted((a, b) => b - a);
  const style: FigureStyle = { unit: metric?.unit ?? 'number', currency: shop?.currency, language };
  const shown = year.data;
  const { open } = useRows({ ofNow: true });
  const onRows = (range: DayRange) => {
    const question = shown === undefined ? null : actualQuestion(shown, range);
    return question === null ? undefined : () => open(question, actualPlace(shown, range));
  };
  const none = shown?.periods.every((one) => one.given === null) ?? false;
  return (
    <div className="page">
      <div className="list-head">
        <h1 className="page-title">{t('target.page')}</h1>
        {mayEdit && <Button onClick={() => setImporting(true)}>{t('target.import')}</Button>}
      </div>
      <Pickers
        key={state.metric}
        state={{ ...state, shop: key.shop }}
        shops={shops}
        dictionary={dictionary}
        years={years}
        onChange={change}
      />
      <Listed
        listed={(listed.data ?? []).filter((one) => one.shop === key.shop)}
        current={key}
        dictionary={dictionary}
        onPick={change}
      />
      {year.error !== null && <Failure failure={year.error} onRetry={() => void year.refetch()} />}
      {shown === undefined || metric === undefined ? (
        year.error === null && <Skeleton active paragraph={{ rows: 8 }} />
      ) : (
        <>
          {none ? (
            <Alert
              className="target-empty"
              type="info"
              showIcon
              title={t('target.empty', { year: state.year })}
              description={t(mayEdit ? 'target.empty.how' : 'target.empty.none')}
            />
          ) : (
            <>
              <Tiles year={shown} metric={metric} style={style} onRows={onRows} />
              <Months year={shown} style={style} onRows={onRows} />
            </>
          )}
          <Panel title={t('target.table')} stale={year.isPlaceholderData}>
            <p className="panel-note">
              {shapeText(shown, t)}
              {shown.basis === 'day_sum' && ` ${t('target.hint.daySum')}`}
            </p>
            <TargetTable
              // Fields that were typed into belong to one figure of one year.
              key={`${shown.shop} ${shown.metric} ${shown.dimension} ${shown.value} ${shown.year}`}
              year={shown}
              style={style}
              mayEdit={mayEdit}
              stale={set.isPending}
              onSet={(period, target) => set.mutate({ period, target })}
              onRows={onRows}
            />
          </Panel>
        </>
      )}
      <RowsDrawer />
      {importing && (
        <ImportDialog shop={shop?.name ?? first.name} year={state.year} onClose={() => setImporting(false)} />
      )}
    </div>
  );
}

function shapeText(year: TargetYear, t: ReturnType<typeof useTranslator>['t']): string {
  if (year.basis === 'level') {
    return t('target.shape.level');
  }
  return year.shape === null ? t('target.shape.none') : t(`target.shape.${year.shape}`, { known: year.known });
}

interface ListedProps {
  listed: readonly ListedTarget[];
  current: TargetKey;
  dictionary: Dictionary;
  onPick: (key: TargetKey) => void;
}

/** What of the shop has targets in the year, to go there. */
function Listed({ listed, current, dictionary, onPick }: ListedProps) {
  const { t, of } = useTranslator();
  if (listed.length === 0) {
    return null;
  }
  const isCurrent = (one: TargetKey) =>
    one.shop === current.shop &&
    one.metric === current.metric &&
    one.dimension === current.dimension &&
    one.value === current.value;
  const name = (one: ListedTarget) => {
    const metric = dictionary.metrics.find((known) => known.id === one.metric);
    const dimension = dictionary.dimensions.find((known) => known.id === one.dimension);
    const value = dimension?.values[one.value];
    return [
      metric === undefined ? one.metric : of(metric.title),
      ...(one.dimension === '' ? [] : [value === undefined ? one.value : of(value)]),
    ].join(' · ');
  };
  return (
    <nav className="target-listed" aria-label={t('target.listed')}>
      <span className="target-muted">{t('target.listed')}</span>
      {listed.slice(0, MOST_LISTED).map((one) => (
        <Tag.CheckableTag key={name(one)} checked={isCurrent(one)} onChange={() => onPick(one)}>
          {name(one)}
        </Tag.CheckableTag>
      ))}
      {listed.length > MOST_LISTED && (
        <span className="target-muted">{t('target.listed.more', { n: listed.length - MOST_LISTED })}</span>
      )}
    </nav>
  );
}

interface TilesProps {
  year: TargetYear;
  metric: Metric;
  style: FigureStyle;
  /** What opens the rows behind the actual figure of some days, if they have any. */
  onRows: (range: DayRange) => (() => void) | undefined;
}

/** How far the year has come, and the quarter and month that run. */
function Tiles(props: TilesProps) {
  const { year } = props;
  const { t } = useTranslator();
  const whole = { from: `${year.year}-01-01`, to: `${year.year}-12-31` };
  const current = year.today.startsWith(String(year.year));
  const quarter = quarterStart(year.today);
  const month = monthStart(year.today);
  return (
    <section className="target-tiles" aria-label={t('target.tiles')}>
      <Tile {...props} title={t('target.tile.year', { year: year.year })} range={whole} />
      {current && (
        <>
          <Tile
            {...props}
            title={t('target.tile.quarter', { n: (Number(quarter.slice(5, 7)) + 2) / 3 })}
            range={{ from: quarter, to: plusDays(monthStart(quarter, 3), -1) }}
          />
          <Tile
            {...props}
            title={t('target.tile.month')}
            range={{ from: month, to: plusDays(monthStart(month, 1), -1) }}
          />
        </>
      )}
    </section>
  );
}

function Tile({ title, range, year, metric, style, onRows }: TilesProps & { title: string; range: DayRange }) {
  const { t, language } = useTranslator();
  const where = year.dimension === '' ? [] : [{ dimension: year.dimension, value: year.value }];
  const state = useTargetState({ metrics: [metric.id], range, shop: year.shop, where });
  const progress = state.data?.figures[metric.id];
  const has = progress !== undefined && numberOf(progress.target) !== null;
  return (
    <article className="card target-tile" aria-label={title}>
      <h2 className="card-title">{title}</h2>
      {progress === undefined ? (
        state.error === null ? (
          <Skeleton active title paragraph={{ rows: 1 }} />
        ) : (
          <Failure failure={state.error} onRetry={() => void state.refetch()} />
        )
      ) : has ? (
        <>
          <p className="card-value" data-testid="target-attainment">
            {shareText(progress.attainment, language)}
          </p>
          <p className="target-muted">
            {t('target.actual')}{' '}
            <FigureButton onRows={numberOf(progress.actual) === null ? undefined : onRows(range)}>
              <FigureText value={progress.actual} style={style} />
            </FigureButton>
          </p>
          <TargetLine progress={progress} style={style} />
        </>
      ) : (
        <p className="card-none">{t('target.why.no_target')}</p>
      )}
    </article>
  );
}

/** The bars of what came, in the order of the option. */
const ACTUAL = 1;

function Months({ year, style, onRows }: Pick<TilesProps, 'year' | 'style' | 'onRows'>) {
  const translator = useTranslator();
  const { t, language } = translator;
  const { dark, scale } = useSurroundings();
  const { unit, currency } = style;
  const months = useMemo(() => year.periods.filter((one) => one.kind === 'month'), [year.periods]);
  const option = useMemo(() => {
    const figures: FigureStyle = { unit, currency, language };
    const running = months.findIndex((one) => one.from <= year.today && year.today <= one.to);
    return targetOption({
      dark,
      scale,
      months: months.map((one) => periodText(one, translator)),
      target: months.map((one) => numberOf(one.target)),
      actual: months.map((one) => numberOf(one.actual)),
      running: running === -1 ? null : running,
      titles: { target: t('target.target'), actual: t('target.actual') },
      axis: (value) => axis(value, figures),
      exact: (value) => exact(value, figures),
      share: (value) => shareText(value, language),
    });
  }, [months, year.today, dark, scale, unit, currency, language, t, translator]);
  return (
    <Panel title={t('target.months')}>
      <LazyChart
        option={option}
        height={CHART_HEIGHT * scale}
        text={months
          .map((one) => `${one.period}: ${compact(one.actual, style)} / ${compact(one.target, style)}`)
          .join('; ')}
        onPick={(index, series) => {
          const month = months[index];
          if (series === ACTUAL && month !== undefined) {
            onRows(month)?.();
          }
        }}
      />
    </Panel>
  );
}
