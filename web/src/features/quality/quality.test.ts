import { describe, expect, it } from 'vitest';

import type { QualityCheck } from '@/api/quality';
import type { TableDetail } from '@/api/dictionary';
import { odd } from '@/charts/volume';
import { translator } from '@/lib/i18n/language';
import { sourcesOf, worst } from '@/ui/metricSources';

import { linesOf, sorted } from './quality';
import { sentenceOf, valueText } from './sentence';

const zh = translator('zh-CN');
const en = translator('en');
const BOARD = { facts: [{ id: 'order_header', title: { zh: '订单', en: 'Orders' } }] };

function check(some: Partial<QualityCheck>): QualityCheck {
  return {
    key: [some.rule ?? 'gaps', some.shop ?? 's', some.source ?? 'a', some.fact ?? 'order_header'].join('/'),
    rule: 'gaps',
    shop: 's',
    source: 'a',
    fact: 'order_header',
    part: '',
    state: 'ok',
    value: 0,
    warning: 1,
    failing: 3,
    arguments: {},
    since: '2026-11-23T00:00:00Z',
    checkedAt: '2026-11-23T00:00:00Z',
    ...some,
  };
}

describe('the table', () => {
  it('begins with the source that has the worst check, and has each source in one piece', () => {
    const checks = [
      check({ source: 'a', rule: 'gaps', state: 'warning' }),
      check({ source: 'b', rule: 'gaps', state: 'ok' }),
      check({ source: 'c', rule: 'gaps', state: 'failing' }),
      check({ source: 'c', rule: 'late', state: 'ok' }),
      check({ source: 'a', rule: 'late', state: 'warning' }),
      check({ source: 'd', rule: 'late', state: 'warning' }),
    ];
    const lines = linesOf(sorted(checks));
    expect(lines.map(({ check: { source, state } }) => `${source} ${state}`)).toEqual([
      'c failing',
      'c ok',
      'a warning',
      'a warning',
      'd warning',
      'b ok',
    ]);
    expect(lines.map(({ span }) => span)).toEqual([2, 0, 2, 0, 1, 1]);
  });
});

describe('a check in words', () => {
  it('names the days that are missing and says what to do', () => {
    const gaps = check({
      state: 'failing',
      value: 4,
      arguments: { missing: 4, ranges: ['2026-11-03/2026-11-05', '2026-11-09'], from: '2026-11-01', to: '2026-11-20' },
    });
    expect(sentenceOf(gaps, BOARD, 'CNY', zh)).toEqual({
      found: '2026-11-01 至 2026-11-20 有 4 天没有数据：2026-11-03 至 2026-11-05、2026-11-09。',
      todo: '补导入这几天的订单。',
    });
    const one = { ...gaps, arguments: { ...gaps.arguments, ranges: ['2026-11-03/2026-11-05'], more: 2 } };
    expect(sentenceOf(one, BOARD, 'CNY', zh).todo).toBe('补导入 2026-11-03 至 2026-11-05 的订单。');
    expect(sentenceOf(one, BOARD, 'CNY', en)).toEqual({
      found: 'No rows on 2026-11-03 to 2026-11-05 and 2 more (4 of the days from 2026-11-01 to 2026-11-20).',
      todo: 'Maybe import “Orders” of 2026-11-03 to 2026-11-05.',
    });
  });

  it('proposes nothing where all is well or nothing can be told', () => {
    expect(sentenceOf(check({ rule: 'volume', state: 'too_little', value: null }), BOARD, 'CNY', zh).todo).toBe('');
    expect(sentenceOf(check({ rule: 'drift' }), BOARD, 'CNY', zh)).toEqual({
      found: '列与上一次导入相同。',
      todo: '',
    });
  });

  it('tells money by the currency of the shop, and leaves out what agrees', () => {
    const found = sentenceOf(
      check({
        rule: 'reconciliation',
        state: 'warning',
        value: 0.04,
        arguments: {
          comparison: 'settlements',
          ours: 'douyin',
          theirs: 'douyin',
          same: 10,
          theirsMissing: 1,
          theirsMissingAmount: '15.90',
          oursMissing: 0,
          oursMissingAmount: '0.00',
          different: 1,
          differentAmount: '30.00',
          apart: '45.90',
        },
      }),
      BOARD,
      'CNY',
      zh,
    ).found;
    expect(found).toBe(
      'douyin 的订单对 douyin 的结算：一致 10 单；结算缺 1 单共 ¥15.90；1 单金额不同，净差 ¥30.00；相差 ¥45.90。',
    );
  });

  it('has a place for every value in both languages', () => {
    const rules = [
      'freshness',
      'gaps',
      'unknown',
      'volume',
      'duplicates',
      'late',
      'drift',
      'rejected',
      'reconciliation',
    ];
    for (const rule of rules) {
      for (const value of [null, 0, 2]) {
        for (const words of [zh, en]) {
          const { found, todo } = sentenceOf(check({ rule, value, state: 'warning' }), BOARD, 'CNY', words);
          expect(found + todo, rule).not.toMatch(/\{\w+\}/);
        }
      }
    }
  });

  it('writes shares in percent and other values with their unit', () => {
    const rule = { id: 'x', title: { zh: '', en: '' }, text: { zh: '', en: '' }, warning: 1, failing: null };
    expect(valueText(0.0523, { ...rule, unit: 'share' }, en)).toBe('5.23%');
    expect(valueText(3.4567, { ...rule, unit: 'times' }, zh)).toBe('3.5 倍');
    expect(valueText(null, { ...rule, unit: 'days' }, zh)).toBe('—');
  });
});

describe('a day of the chart', () => {
  it('is odd outside of its band, and never where nobody knows what is usual', () => {
    const day = { day: '2026-11-01', low: 10, high: 20 };
    expect([9, 10, 20, 21].map((rows) => odd({ ...day, rows }))).toEqual([true, false, false, true]);
    expect(odd({ day: '2026-11-01', rows: 0, low: null, high: null })).toBe(false);
  });
});

describe('the data behind a metric', () => {
  const table = (name: string, kind: 'fact' | 'mart'): TableDetail => ({
    name,
    kind,
    title: { zh: name, en: name },
    transform: '',
    from: [],
  });
  const tables = [
    table('order_header', 'fact'),
    table('refund', 'fact'),
    table('sales_line', 'mart'),
    // A dimension, which nobody looks at.
    table('product', 'fact'),
  ];
  const LOOKED_AT = ['order_header', 'refund', 'sales_line'];

  it('is as good as its worst check, source by source, and says what has no data', () => {
    const checks = [
      check({ source: 'a', rule: 'gaps', state: 'ok' }),
      check({ source: 'a', rule: 'volume', state: 'too_little' }),
      check({ source: 'b', rule: 'freshness', state: 'failing', arguments: { recordedAt: '2026-11-01T00:00:00Z' } }),
      check({ shop: 'other', source: 'a', state: 'failing' }),
      check({ source: '', fact: 'sales_line', rule: 'unknown', state: 'ok' }),
    ];
    expect(
      sourcesOf(tables, checks, LOOKED_AT, 's').map(({ table: { name }, source, state }) => [name, source, state]),
    ).toEqual([
      ['order_header', 'b', 'failing'],
      ['order_header', 'a', 'ok'],
      ['refund', '', null],
    ]);
  });

  it('has too little data only where no check says more', () => {
    expect(worst(['too_little', 'ok'])).toBe('ok');
    expect(worst(['too_little'])).toBe('too_little');
  });
});
