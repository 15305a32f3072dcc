import { describe, expect, it } from 'vitest';

import type { Question } from '@/api/metric';
import { rowsQuery } from '@/api/rows';

import { piecesOf } from './RowsFormula';

const QUESTION: Question = {
  metrics: ['gmv', 'aov'],
  range: { from: '2026-04-01', to: '2026-04-30' },
  shop: 'night',
  where: [{ dimension: 'region', value: '上海' }],
  by: ['channel'],
  grain: 'day',
  compare: 'previous',
  order: 'gmv',
  limit: 50,
  rest: true,
};

const read = (text: string) => [...new URLSearchParams(text)].map(([name, value]) => `${name}: ${value}`);

const COMMON = ['metric: gmv', 'from: 2026-04-01', 'to: 2026-04-30', 'shop: night'];

describe('the address of the rows behind a figure', () => {
  it('keeps days, shop and filters, and nothing of how the figures are arranged', () => {
    expect(read(rowsQuery(QUESTION))).toEqual([...COMMON, 'where: region=上海']);
  });

  it('names the cell of a breakdown, also the one without a value', () => {
    expect(read(rowsQuery(QUESTION, { cell: { channel: 'live' } }))).toContain('cell: channel=live');
    expect(read(rowsQuery(QUESTION, { cell: { channel: null } }))).toContain('cell: channel=');
  });

  it('names the period with its grain, the base with its comparison, the rest with its breakdown', () => {
    expect(read(rowsQuery(QUESTION, { period: '2026-04-02' }))).toEqual([
      ...COMMON,
      'where: region=上海',
      'grain: day',
      'period: 2026-04-02',
    ]);
    expect(read(rowsQuery(QUESTION, { base: true }))).toEqual([
      ...COMMON,
      'where: region=上海',
      'compare: previous',
      'side: base',
    ]);
    expect(read(rowsQuery(QUESTION, { beyond: 20 }))).toEqual([
      'metric: gmv',
      'ids: gmv,aov',
      ...COMMON.slice(1),
      'by: channel',
      'where: region=上海',
      'order: gmv',
      'beyond: 20',
    ]);
  });

  it('says where each day is counted for itself', () => {
    expect(read(rowsQuery(QUESTION, { each: 'day' }))).toEqual([...COMMON, 'where: region=上海', 'each: day']);
  });
});

describe('the pieces of a formula', () => {
  it('are names and signs as people write them', () => {
    expect(piecesOf('({gmv} - {refund_amount}) / {total of sessions}')).toEqual([
      { name: null, text: '(' },
      { name: 'gmv', text: '{gmv}' },
      { name: null, text: '−' },
      { name: 'refund_amount', text: '{refund_amount}' },
      { name: null, text: ') ÷' },
      { name: 'total of sessions', text: '{total of sessions}' },
    ]);
  });
});
