import { describe, expect, it } from 'vitest';

import type { Calendar } from '@/api/calendar';
import type { Dictionary } from '@/api/dictionary';
import { translator } from '@/lib/i18n/language';

import { arranged, columnsOf, narrowed, nextDimension, shortened, supporting } from './drill';
import { extentOf, recentPart } from './extent';
import { marksOf } from './marks';
import { longPeriod, shortPeriod } from './periods';
import { INITIAL, queryOf, rangeOf, stateOf, strangersOf, type CockpitState } from './state';

describe('the comparison in the address', () => {
  const back = (text: string) => queryOf(stateOf(new URLSearchParams(text))).toString();

  it('keeps its kind, its event and its days', () => {
    expect(back('compare=last-year-weekday')).toBe('compare=last-year-weekday');
    expect(back('compare=event&event=618')).toBe('compare=event&event=618');
    expect(back('compare=custom&compare-from=2025-06-01&compare-to=2025-06-18')).toBe(
      'compare=custom&compare-from=2025-06-01&compare-to=2025-06-18',
    );
  });

  it('is the usual one where the address makes no sense', () => {
    expect(back('compare=custom')).toBe('');
    expect(back('compare=custom&compare-from=2025-06-18&compare-to=2025-06-01')).toBe('');
    expect(back('compare=last-week')).toBe('');
    expect(back('compare=last-year&event=618')).toBe('compare=last-year');
  });
});

describe('the marks of a chart', () => {
  const zh = translator('zh-CN');
  const calendar: Calendar = {
    promotions: [
      {
        id: '1',
        event: '618',
        edition: 2026,
        title: { zh: '618', en: '618' },
        shop: '*',
        from: '2026-06-02',
        to: '2026-06-05',
        phases: [
          { phase: 'warm_up', from: '2026-06-02', to: '2026-06-03' },
          { phase: 'peak', from: '2026-06-05', to: '2026-06-05' },
        ],
        usual: true,
        editable: false,
        by: 'x',
      },
    ],
    holidays: [
      { day: '2026-06-03', off: true, title: { zh: '端午节', en: 'Dragon Boat' } },
      { day: '2026-06-04', off: true, title: { zh: '端午节', en: 'Dragon Boat' } },
      { day: '2026-06-06', off: false, title: { zh: '端午节', en: 'Dragon Boat' } },
    ],
    annotations: [
      {
        id: '2',
        kind: 'launch',
        text: '春季新品首发上架啦啦啦',
        shop: 'tmall',
        from: '2026-06-04',
        to: '2026-06-04',
        editable: false,
        by: 'x',
      },
    ],
    newYears: [],
  };
  const days = ['2026-06-01', '2026-06-02', '2026-06-03', '2026-06-04', '2026-06-05', '2026-06-06'];

  it('stand over their periods', () => {
    const marks = marksOf(calendar, days, 'day', undefined, zh);
    expect(marks.map(({ kind, from, to, label }) => [kind, from, to, label])).toEqual([
      ['promotion', 1, 4, '618'],
      ['hint', 1, 2, ''],
      ['peak', 4, 4, ''],
      ['holiday', 2, 3, '端午节'],
      ['hint', 5, 5, ''],
      ['annotation', 3, 3, '春季新品首发上架啦…'],
    ]);
    expect(marks[2]?.text).toBe('618 2026 · 高潮');
    expect(marksOf(calendar, ['2026-06-01', '2026-06-08'], 'week', undefined, zh)[0]).toMatchObject({ from: 0, to: 0 });
  });

  it('are those of the shop', () => {
    expect(marksOf(calendar, days, 'day', 'douyin', zh).some((mark) => mark.kind === 'annotation')).toBe(false);
    const day = '2026-06-01';
    const own = calendar.promotions.map((one) => ({ ...one, id: '3', shop: 'tmall', from: day, to: day, phases: [] }));
    const both = { ...calendar, promotions: [...calendar.promotions, ...own] };
    const bands = marksOf(both, days, 'day', 'tmall', zh).filter((mark) => mark.kind === 'promotion');
    expect(bands.map(({ from, to }) => [from, to])).toEqual([[0, 0]]);
  });
});

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
      top: 5,
      left: 'orders',
      right: null,
      compare: null,
      event: undefined,
      against: undefined,
      grain: 'week',
      explain: 'gmv',
      explainBy: 'region',
      wall: true,
      asOf: '2026-04-15T06:25:00Z',
    };
    expect(stateOf(new URLSearchParams(queryOf(state).toString()))).toEqual(state);
  });

  it('that says nonsense shows the first view', () => {
    const query = new URLSearchParams(
      'range=never&from=2020-13-01&to=2020-01-01&compare=x&grain=eon&where=region&top=7',
    );
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
    group: 'value',
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
    expect(nextDimension('category_1', [], ['category_1', 'category_2', 'category', 'product'])).toBe('category_2');
    expect(nextDimension('channel', [], ['channel', 'region', 'campaign', 'creator'])).toBe('campaign');
    expect(nextDimension('campaign', [], ['channel', 'region', 'creator'])).toBe('creator');
    expect(nextDimension('region', [], ['channel', 'region', 'city'])).toBe('city');
  });

  it('goes from the lowest category to its products, and not to the same category again', () => {
    const reachable = ['category_1', 'category_2', 'category_3', 'category', 'product'];
    const where = [{ dimension: 'category_1', value: '美妆' }];
    expect(nextDimension('category_2', where, reachable, false)).toBe('product');
    expect(nextDimension('category_2', where, reachable, true)).toBe('category_3');
    expect(nextDimension('product', where, reachable)).not.toBe('category');
  });

  it('calls a category by its last part below a fixed one', () => {
    const where = [{ dimension: 'category_1', value: '美妆' }];
    expect(shortened('category_2', '美妆/面膜', where)).toBe('面膜');
    expect(shortened('category_2', '家居/灯', where)).toBe('家居/灯');
    expect(shortened('category_2', '美妆/面膜', [])).toBe('美妆/面膜');
    expect(shortened('product', '美妆/面膜', where)).toBe('美妆/面膜');
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

describe('names that the dictionary does not have', () => {
  it('are told, and the usual ones are none of them', () => {
    const state = { ...INITIAL, by: 'colour', left: 'gmv', right: 'luck', order: 'gmv', columns: ['gmv', 'luck'] };
    expect(strangersOf(state, dictionary)).toEqual(['luck', 'colour']);
    expect(strangersOf(INITIAL, dictionary)).toEqual([]);
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
