import { describe, expect, it } from 'vitest';

import type { ColumnView, Draft, KindField, RowKind } from '@/api/mapping';

import { columnOrigin, missingFields, originOf, withField } from './mappingDraft';

const field = (name: string, type: KindField['type'], needed: boolean): KindField => ({
  name,
  type,
  title: { zh: name, en: name },
  needed,
  identity: false,
  values: null,
});

const LINES: RowKind = {
  id: 'order_lines',
  table: 'order_line',
  title: { zh: '订单明细', en: 'Order lines' },
  fields: [field('at', 'TIME', true), field('list_price', 'AMOUNT', false), field('order_amount', 'AMOUNT', true)],
};

const EMPTY: Draft = {
  name: 'own',
  kind: 'order_lines',
  reading: { delimiter: ',', sheet: null, encoding: 'UTF-8', headerRow: 1 },
  columns: ['when', 'price'],
  fields: {},
  key: [],
  split: null,
  skips: [],
  zone: null,
  currency: null,
};

const VIEW: ColumnView = {
  header: 'when',
  kind: 'number',
  pattern: 'd.M.yyyy',
  decimalComma: true,
  unique: true,
  samples: [],
  words: {},
};

describe('a draft', () => {
  it('lacks what every row needs, unless it can be counted', () => {
    expect(missingFields(EMPTY, LINES).map((one) => one.name)).toEqual(['at', 'order_amount']);
    const priced = withField(withField(EMPTY, 'at', originOf('NOW')), 'list_price', originOf('CONSTANT'));
    expect(missingFields(priced, LINES)).toEqual([]);
    expect(missingFields(withField(priced, 'at', null), LINES).map((one) => one.name)).toEqual(['at']);
  });

  it('reads a column as its values look and its field wants them', () => {
    expect(columnOrigin(field('at', 'TIME', true), 1, VIEW)).toMatchObject({
      pattern: 'd.M.yyyy',
      decimalComma: false,
    });
    expect(columnOrigin(field('n', 'INTEGER', true), 1, VIEW)).toMatchObject({
      pattern: null,
      decimalComma: true,
      round: true,
    });
    expect(columnOrigin(field('title', 'TEXT', true), 2, VIEW)).toMatchObject({ column: 2, round: false });
  });
});
