import { Alert, Button } from 'antd';
import { FullscreenExitOutlined, FullscreenOutlined } from '@ant-design/icons';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

import type { Dictionary } from '@/api/dictionary';
import { figure } from '@/api/metric';
import type { Shop } from '@/api/shops';
import { lengthOf, plusDays, type Day, type DayRange } from '@/lib/day';
import { numberOf } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { AsOfBanner } from '@/ui/AsOfControls';
import { dayAt } from '@/ui/asOf';
import { Basics } from '@/ui/Basics';
import { RestatementsButton } from '@/ui/RestatementsDrawer';
import { RowsDrawer } from '@/ui/RowsDrawer';

import { useAnswer, useLiveVersion } from './answers';
import { BreakdownPanel } from './BreakdownPanel';
import { Cards, CORE } from './Cards';
import { supporting } from './drill';
import { ExplanationDrawer } from './ExplanationDrawer';
import { extentOf, recentPart } from './extent';
import { FilterBar } from './FilterBar';
import { EmptyInstallation, NoData } from './NoData';
import { Path } from './Path';
import { queryOf, rangeOf, stateOf, strangersOf, type CockpitState } from './state';
import { TrendPanel } from './TrendPanel';
import { ViewsMenu } from './ViewsMenu';

/** The core results of a shop: cards, trend and breakdown, all from one state in the address. */
export default function CockpitPage() {
  const [query] = useSearchParams();
  return (
    <Basics shop={(shops) => shopOf(shops, stateOf(query).shop)}>
      {(shops, dictionary) => (shops.length === 0 ? <NoShops /> : <Cockpit shops={shops} dictionary={dictionary} />)}
    </Basics>
  );
}

/** Nothing to ask about yet; the page still watches for the first data. */
function NoShops() {
  useLiveVersion();
  return <EmptyInstallation />;
}

/** An address may name a shop by its name, too. */
function idOf(shops: readonly Shop[], shop: string | undefined): string | undefined {
  return shops.find((one) => one.id === shop || one.name === shop)?.id ?? shop;
}

/** The shop that is shown: amounts of several currencies have no sum, so the first shop stands in for "all". */
function shopOf(shops: readonly Shop[], named: string | undefined): string | undefined {
  return idOf(shops, named) ?? (oneCurrency(shops) ? undefined : shops[0]?.id);
}

function oneCurrency(shops: readonly Shop[]): boolean {
  return new Set(shops.map((shop) => shop.currency)).size <= 1;
}

/** The latest of the shops' days: with several time zones, "today" is the furthest one. */
function latestDay(shops: readonly Shop[], live: Readonly<Record<string, Day>>, shop: string | undefined): Day {
  const days = shops.filter((one) => shop === undefined || one.id === shop).map((one) => live[one.id] ?? one.today);
  return days.toSorted().at(-1) ?? new Date().toISOString().slice(0, 10);
}

/** The days of the shops at a moment of the past. */
function daysAt(shops: readonly Shop[], asOf: string | undefined): Record<string, Day> | null {
  return asOf === undefined
    ? null
    : Object.fromEntries(shops.map((shop) => [shop.id, dayAt(asOf, shop.zone, shop.cutoff)]));
}

function Cockpit({ shops, dictionary }: { shops: readonly Shop[]; dictionary: Dictionary }) {
  const { t, code } = useTranslator();
  const [query, setQuery] = useSearchParams();
  const live = useLiveVersion();
  const state = stateOf(query);
  const shop = shopOf(shops, state.shop);
  const today = latestDay(shops, daysAt(shops, state.asOf) ?? live.today, shop);
  const range = rangeOf(state, today);

  /** Steps that a reader would want to take back get an entry of their own in the browser's history. */
  const change = useCallback(
    (part: Partial<CockpitState>, step = false) => {
      setQuery((now) => queryOf({ ...stateOf(now), ...part }), { replace: !step });
    },
    [setQuery],
  );
  const extent = useExtent(shop, range, state.where.length > 0, today);
  const strangers = strangersOf(state, dictionary);
  const strangeFilters = state.where
    .map((condition) => condition.dimension)
    .filter((id) => !dictionary.dimensions.some((dimension) => dimension.id === id));
  const wallButton = (
    <Button
      className="wall-button"
      type="text"
      icon={state.wall ? <FullscreenExitOutlined /> : <FullscreenOutlined />}
      aria-pressed={state.wall}
      aria-label={t(state.wall ? 'preference.wall.leave' : 'preference.wall')}
      title={t(state.wall ? 'preference.wall.leave' : 'preference.wall')}
      onClick={() => change({ wall: !state.wall }, true)}
    />
  );

  if (extent.state === 'empty') {
    return <EmptyInstallation />;
  }
  return (
    <div className="cockpit">
      <h1 className="visually-hidden">{t('cockpit.title')}</h1>
      {live.behind && <Alert type="warning" showIcon title={t('cockpit.behind')} />}
      {live.problems.map((problem) => (
        <Alert
          key={problem.code}
          type="warning"
          showIcon
          title={code(problem.code, problem.arguments, problem.message)}
        />
      ))}
      <div className="cockpit-top">
        <FilterBar
          state={{ ...state, shop }}
          range={range}
          today={today}
          shops={shops}
          allShops={oneCurrency(shops)}
          live={live}
          onChange={(part) => change(part, true)}
        />
        <ViewsMenu
          query={queryOf(state).toString()}
          onOpen={(view) => setQuery(queryOf(stateOf(new URLSearchParams(view))))}
        />
        {wallButton}
      </div>
      <AsOfBanner asOf={state.asOf} onChange={(asOf) => change({ asOf }, true)}>
        {state.asOf !== undefined && (
          <RestatementsButton
            dictionary={dictionary}
            question={{ metrics: restatable(dictionary, state), range: lastDays(range), shop, where: state.where }}
            since={state.asOf}
          />
        )}
      </AsOfBanner>
      {strangers.length > 0 && (
        <Alert type="warning" showIcon title={t('cockpit.strangers', { names: strangers.join(', ') })} />
      )}
      {strangeFilters.length > 0 && (
        <Alert type="error" showIcon title={t('cockpit.strangeFilters', { names: strangeFilters.join(', ') })} />
      )}
      <Path
        dictionary={dictionary}
        shop={shop}
        range={range}
        where={state.where}
        onWhere={(where, by) => change(by === undefined ? { where } : { where, by }, true)}
      />
      {extent.state === 'elsewhere' && (
        <NoData
          range={range}
          extent={extent.range}
          onGo={() => change({ range: recentPart(extent.range), grain: undefined }, true)}
        />
      )}
      <Cards
        dictionary={dictionary}
        shop={shop}
        range={range}
        where={state.where}
        open={range.to >= today}
        compared={state}
        onExplain={(metric) => change({ explain: metric }, true)}
      />
      <TrendPanel dictionary={dictionary} state={state} shop={shop} range={range} onChange={change} />
      <BreakdownPanel dictionary={dictionary} state={state} shop={shop} range={range} onChange={change} />
      <ExplanationDrawer dictionary={dictionary} state={state} shop={shop} range={range} onChange={change} />
      <RowsDrawer />
    </div>
  );
}

/** So many days and metrics one question about changes may have. */
const CHANGED_DAYS = 62;
const CHANGED_METRICS = 5;

/** The core results that the fixed dimensions allow. */
function restatable(dictionary: Dictionary, state: CockpitState): string[] {
  const possible = supporting(
    dictionary,
    state.where.map((condition) => condition.dimension),
  );
  const core = CORE.filter((id) => possible.some((metric) => metric.id === id));
  return (core.length > 0 ? core : possible.map((metric) => metric.id)).slice(0, CHANGED_METRICS);
}

function lastDays(range: DayRange): DayRange {
  return lengthOf(range) <= CHANGED_DAYS ? range : { from: plusDays(range.to, 1 - CHANGED_DAYS), to: range.to };
}

const SIGNS = ['order_amount', 'gmv', 'page_views'] as const;
/** Twenty years: the longest period that one question may have. */
const LONGEST_DAYS = 7_300;

type Extent = { state: 'here' } | { state: 'empty' } | { state: 'elsewhere'; range: DayRange };

/** Whether the range has data, and if not, where there is some. The long question is only asked of an empty range. */
function useExtent(shop: string | undefined, range: DayRange, narrowedDown: boolean, today: Day): Extent {
  const here = useAnswer(narrowedDown ? null : { metrics: SIGNS, range, shop });
  const nothing =
    here.data !== undefined &&
    !here.isPlaceholderData &&
    !SIGNS.some((metric) => (numberOf(figure(here.data.rows[0], metric)) ?? 0) !== 0);
  const all = useAnswer(
    nothing && !narrowedDown
      ? { metrics: SIGNS, range: { from: plusDays(today, -LONGEST_DAYS), to: today }, shop, grain: 'month' }
      : null,
  );
  if (!nothing || narrowedDown || all.data === undefined || all.isPlaceholderData) {
    return { state: 'here' };
  }
  const extent = extentOf(all.data.rows, SIGNS, today);
  return extent === null ? { state: 'empty' } : { state: 'elsewhere', range: extent };
}
