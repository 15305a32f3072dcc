import { describe, expect, it } from 'vitest';

import type { Dictionary } from '@/api/dictionary';

import { arranged, columnsOf, narrowed, nextDimension, supporting } from './drill';
import { extentOf, recentPart } from './extent';
import { longPeriod, shortPeriod } from './periods';
import { INITIAL, queryOf, rangeOf, stateOf, type CockpitState } from './state';

describe('the address', () => {
  it('is empty for the first view', () => {
    expect(queryOf(INITIAL).toString()).toBe('');
    expect(stateOf(new URLSearchParams())).toEqual(INITIAL);
  });

  it('gives back every part of the state', () => {
    const state: CockpitState = {
      shop: '花间 & co',
      range: { from: '2020-02-01', to: '2020-03-01' },
      where: [
        { dimension: 'region', value: '上海' },
        { dimension: 'product', value: 'a=b&c' },
      ],
      by: 'category',
      columns: ['gmv', 'aov'],
      order: 'aov',
      ascending: true,
      search: '面 霜',
      left: 'orders',
      right: null,
      compare: null,
      grain: 'week',
      wall: true,
    };
    expect(stateOf(new URLSearchParams(queryOf(state).toString()))).toEqual(state);
  });

  it('that says nonsense shows the first view', () => {
    const query = new URLSearchParams('range=never&from=2020-13-01&to=2020-01-01&compare=x&grain=eon&where=region');
    expect(stateOf(query)).toEqual(INITIAL);
  });

  it('with a preset moves on with the shop day', () => {
    expect(rangeOf({ ...INITIAL, range: 'yesterday' }, '2024-03-01')).toEqual({ from: '2024-02-29', to: '2024-02-29' });
  });
});

const title = { zh: '', en: '' };
const metric = (id: string, dimensions: string[]) =>
  ({
    id,
    title,
    text: title,
    formula: title,
    unit: 'count',
    direction: 'up',
    additivity: 'additive',
    refundBasis: 'none',
    owner: '',
    dimensions,
  }) as const;
const dictionary: Dictionary = {
  metrics: [
    metric('gmv', ['region', 'product', 'channel', 'hour']),
    metric('visitors', ['region', 'channel', 'hour']),
    metric('margin', ['product']),
  ],
  dimensions: ['region', 'product', 'channel', 'hour'].map((id) => ({ id, title, values: {} })),
};

describe('drilling in', () => {
  it('goes down the path of the dimension', () => {
    expect(nextDimension('channel_kind', [], ['channel_kind', 'region', 'channel'])).toBe('channel');
    expect(nextDimension('category_1', [], ['category_1', 'category', 'product'])).toBe('category');
  });

  it('goes on with a usual dimension at the end of a path, and never back to a fixed one', () => {
    const where = [{ dimension: 'category', value: '护肤' }];
    expect(nextDimension('region', where, ['category', 'region', 'hour', 'device'])).toBe('device');
  });

  it('stays where there is nothing left', () => {
    expect(nextDimension('hour', [], ['hour'])).toBe('hour');
  });

  it('replaces an earlier value of the same dimension', () => {
    const where = [
      { dimension: 'region', value: '上海' },
      { dimension: 'hour', value: '9' },
    ];
    expect(narrowed(where, { dimension: 'region', value: '江苏' })).toEqual([
      { dimension: 'hour', value: '9' },
      { dimension: 'region', value: '江苏' },
    ]);
  });
});

describe('the columns', () => {
  const defined = supporting(dictionary, ['product']);

  it('are only metrics that are defined for every dimension in use', () => {
    expect(defined.map((one) => one.id)).toEqual(['gmv', 'margin']);
    expect(supporting(dictionary, ['product', 'hour']).map((one) => one.id)).toEqual(['gmv']);
  });

  it('are the chosen ones, else the usual ones, else any', () => {
    const ids = (chosen: string[] | undefined, usual: string[]) =>
      columnsOf(chosen, usual, defined).map((one) => one.id);
    expect(ids(['margin', 'visitors'], ['gmv'])).toEqual(['margin']);
    expect(ids(['visitors'], ['gmv'])).toEqual(['gmv']);
    expect(ids(undefined, ['visitors'])).toEqual(['gmv', 'margin']);
  });
});

describe('the extent of the data', () => {
  const rows = [
    { period: '2020-01-01', gmv: '0.00', visitors: 0 },
    { period: '2020-02-01', gmv: '1.00', visitors: 0 },
    { period: '2020-03-01', gmv: null, visitors: 3 },
  ];

  it('spans the months that hold something, up to today', () => {
    expect(extentOf(rows, ['gmv', 'visitors'], '2020-03-10')).toEqual({ from: '2020-02-01', to: '2020-03-10' });
    expect(extentOf(rows, ['gmv'], '2024-01-01')).toEqual({ from: '2020-02-01', to: '2020-02-29' });
    expect(extentOf([], ['gmv'], '2024-01-01')).toBeNull();
  });

  it('shows its last quarter first when it is long', () => {
    expect(recentPart({ from: '2019-01-01', to: '2020-05-31' })).toEqual({ from: '2020-03-01', to: '2020-05-31' });
  });
});

describe('a period', () => {
  const day = { from: '2020-02-25', to: '2020-02-25' };

  it('of one day shows hours, of several also the day', () => {
    expect(shortPeriod('2020-02-25T09:00', 'hour', day)).toBe('09:00');
    expect(shortPeriod('2020-02-25 09:00', 'hour', { ...day, to: '2020-02-26' })).toBe('02-25 09:00');
  });

  it('carries its weekday in words', () => {
    expect(longPeriod('2020-02-25', 'day', 'zh-CN')).toBe('2020-02-25 周二');
    expect(longPeriod('2020-02-25', 'day', 'en')).toBe('2020-02-25 Tue');
  });
});

describe('the order of a breakdown', () => {
  it('turns round all rows, but never the largest ones alone', () => {
    expect(arranged([3, 2, 1], true, true)).toEqual([1, 2, 3]);
    expect(arranged([3, 2, 1], true, false)).toEqual([3, 2, 1]);
    expect(arranged([3, 2, 1], false, true)).toEqual([3, 2, 1]);
  });
});
