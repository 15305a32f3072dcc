import type { Dictionary } from '@/api/dictionary';
import { COMPARISONS, type Comparison, type Condition } from '@/api/metric';
import { GRAINS, isDay, isPreset, presetRange, type Day, type DayRange, type Grain, type Preset } from '@/lib/day';

import { asOfOf } from '@/ui/asOf';

/** Everything that decides what the cockpit shows; it lives in the address, so a reload or a shared link shows the same. */
export interface CockpitState {
  shop: string | undefined;
  range: Preset | DayRange;
  where: Condition[];
  /** The dimension of the breakdown. */
  by: string;
  /** Metric columns of the breakdown; undefined means the usual ones. */
  columns: string[] | undefined;
  order: string;
  ascending: boolean;
  search: string;
  /** How many rows the breakdown shows before the rest. */
  top: number;
  left: string;
  right: string | null;
  compare: Comparison | null;
  /** The event of the comparison by event; undefined means the one that the days lie in. */
  event: string | undefined;
  /** The chosen days of the comparison with days. */
  against: DayRange | undefined;
  grain: Grain | undefined;
  /** The metric whose change is explained. */
  explain: string | undefined;
  /** The dimension by whose values it is explained; undefined means the usual one. */
  explainBy: string | undefined;
  wall: boolean;
  /** The moment whose knowledge is shown; undefined is now. */
  asOf: string | undefined;
}

export const INITIAL: CockpitState = {
  shop: undefined,
  range: 'last30',
  where: [],
  by: 'channel',
  columns: undefined,
  order: 'gmv',
  ascending: false,
  search: '',
  top: 50,
  left: 'gmv',
  right: 'visitors',
  compare: 'previous',
  event: undefined,
  against: undefined,
  grain: undefined,
  explain: undefined,
  explainBy: undefined,
  wall: false,
  asOf: undefined,
};

/** So many rows the breakdown may show. */
export const TOPS: readonly number[] = [5, 10, 20, 50, 200];

const NO_RIGHT = 'none';
const NO_COMPARISON = 'off';

/** Reads the address; what it does not say, or says wrongly, is as on a first visit. */
export function stateOf(query: URLSearchParams): CockpitState {
  const text = (name: string) => {
    const value = query.get(name);
    return value === null || value === '' ? undefined : value;
  };
  const from = text('from');
  const to = text('to');
  const preset = text('range');
  const compare = comparisonOf(text('compare'));
  const againstFrom = text('compare-from');
  const againstTo = text('compare-to');
  const against =
    isDay(againstFrom) && isDay(againstTo) && againstFrom <= againstTo
      ? { from: againstFrom, to: againstTo }
      : undefined;
  const right = text('right');
  const columns = text('columns');
  return {
    shop: text('shop'),
    range: isDay(from) && isDay(to) && from <= to ? { from, to } : isPreset(preset) ? preset : INITIAL.range,
    where: query.getAll('where').flatMap(conditionOf),
    by: text('by') ?? INITIAL.by,
    columns: columns?.split(','),
    order: text('order') ?? INITIAL.order,
    ascending: query.get('asc') === '1',
    search: query.get('q') ?? '',
    top: TOPS.find((top) => String(top) === query.get('top')) ?? INITIAL.top,
    left: text('left') ?? INITIAL.left,
    right: right === NO_RIGHT ? null : (right ?? INITIAL.right),
    // Chosen days without days are nothing to compare with.
    compare: compare === 'custom' && against === undefined ? INITIAL.compare : compare,
    event: compare === 'event' ? text('event') : undefined,
    against: compare === 'custom' ? against : undefined,
    grain: GRAINS.find((grain) => grain === query.get('grain')),
    explain: text('explain'),
    explainBy: text('explain') === undefined ? undefined : text('explainBy'),
    wall: query.get('wall') === '1',
    asOf: asOfOf(query),
  };
}

function comparisonOf(text: string | undefined): Comparison | null {
  return text === NO_COMPARISON ? null : (COMPARISONS.find((one) => one === text) ?? INITIAL.compare);
}

function conditionOf(text: string): Condition[] {
  const at = text.indexOf('=');
  return at > 0 ? [{ dimension: text.slice(0, at), value: text.slice(at + 1) }] : [];
}

/** Writes the address; what is as on a first visit is left out. */
export function queryOf(state: CockpitState): URLSearchParams {
  const query = new URLSearchParams();
  const put = (name: string, value: string | undefined, usual: string | undefined) => {
    if (value !== undefined && value !== usual) {
      query.set(name, value);
    }
  };
  put('shop', state.shop, undefined);
  if (typeof state.range === 'string') {
    put('range', state.range, INITIAL.range as string);
  } else {
    query.set('from', state.range.from);
    query.set('to', state.range.to);
  }
  for (const { dimension, value } of state.where) {
    query.append('where', `${dimension}=${value}`);
  }
  put('by', state.by, INITIAL.by);
  put('columns', state.columns?.join(','), undefined);
  put('order', state.order, INITIAL.order);
  put('asc', state.ascending ? '1' : undefined, undefined);
  put('q', state.search, '');
  put('top', String(state.top), String(INITIAL.top));
  put('left', state.left, INITIAL.left);
  put('right', state.right ?? NO_RIGHT, INITIAL.right ?? NO_RIGHT);
  put('compare', state.compare ?? NO_COMPARISON, INITIAL.compare ?? NO_COMPARISON);
  if (state.compare === 'event') {
    put('event', state.event, undefined);
  }
  if (state.compare === 'custom') {
    put('compare-from', state.against?.from, undefined);
    put('compare-to', state.against?.to, undefined);
  }
  put('grain', state.grain, undefined);
  put('explain', state.explain, undefined);
  if (state.explain !== undefined) {
    put('explainBy', state.explainBy, undefined);
  }
  put('asOf', state.asOf, undefined);
  put('wall', state.wall ? '1' : undefined, undefined);
  return query;
}

/** What the address names that the dictionary does not have; filters are not among them, since the server refuses those. */
export function strangersOf(state: CockpitState, dictionary: Dictionary): string[] {
  const metrics = new Set(dictionary.metrics.map((metric) => metric.id));
  const dimensions = new Set(dictionary.dimensions.map((dimension) => dimension.id));
  const named = [state.order, state.left, ...(state.right === null ? [] : [state.right]), ...(state.columns ?? [])];
  const unknown = [...named.filter((id) => !metrics.has(id)), ...[state.by].filter((id) => !dimensions.has(id))];
  return [...new Set(unknown)];
}

/** The days of the state, seen from the shop's day. */
export function rangeOf(state: CockpitState, today: Day): DayRange {
  return typeof state.range === 'string' ? presetRange(state.range, today) : state.range;
}
