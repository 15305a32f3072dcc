import type { Comparison, Condition } from '@/api/metric';
import { GRAINS, isDay, isPreset, presetRange, type Day, type DayRange, type Grain, type Preset } from '@/lib/day';

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
  left: string;
  right: string | null;
  compare: Comparison | null;
  grain: Grain | undefined;
  wall: boolean;
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
  left: 'gmv',
  right: 'visitors',
  compare: 'previous',
  grain: undefined,
  wall: false,
};

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
  const compare = text('compare');
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
    left: text('left') ?? INITIAL.left,
    right: right === NO_RIGHT ? null : (right ?? INITIAL.right),
    compare:
      compare === NO_COMPARISON ? null : compare === 'previous' || compare === 'last-year' ? compare : INITIAL.compare,
    grain: GRAINS.find((grain) => grain === query.get('grain')),
    wall: query.get('wall') === '1',
  };
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
  put('left', state.left, INITIAL.left);
  put('right', state.right ?? NO_RIGHT, INITIAL.right ?? NO_RIGHT);
  put('compare', state.compare ?? NO_COMPARISON, INITIAL.compare ?? NO_COMPARISON);
  put('grain', state.grain, undefined);
  put('wall', state.wall ? '1' : undefined, undefined);
  return query;
}

/** The days of the state, seen from the shop's day. */
export function rangeOf(state: CockpitState, today: Day): DayRange {
  return typeof state.range === 'string' ? presetRange(state.range, today) : state.range;
}
