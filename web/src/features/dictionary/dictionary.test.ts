import { Text } from '@codemirror/state';
import { describe, expect, it } from 'vitest';

import type { DefinitionProblem, Metric } from '@/api/dictionary';
import { translator } from '@/lib/i18n/language';

import { positionOf } from './editorParts';
import { filledIn } from './filledIn';
import { groupsOf, matches } from './groups';
import { mendable, mended, problemText } from './problemText';

const metric: Metric = {
  id: 'aov',
  title: { zh: '客单价', en: 'Average order value' },
  text: { zh: '平均每个买家', en: 'GMV per buyer' },
  formula: { zh: '支付金额 ÷ 支付买家数', en: 'GMV ÷ buyers' },
  unit: 'amount',
  direction: 'up',
  additivity: 'none',
  refundBasis: 'not_removed',
  owner: 'sales',
  group: 'value',
  dimensions: [],
};

const problem: DefinitionProblem = {
  line: 2,
  column: 20,
  until: 23,
  rule: 'unknown_name',
  subject: 'fee',
  value: 'gvm',
  maybe: ['gmv'],
  message: 'Line 2, column 20: There is no metric or measure gvm. Maybe you meant gmv.',
};

describe('an expression with figures', () => {
  it('has them in the place of names, with printed signs', () => {
    const figures: Record<string, string> = { gmv: '¥540.00', refund_amount: '¥40.00', buyers: '2' };
    const pieces = (expression: string) => filledIn(expression, (name) => figures[name] ?? null);
    const text = (expression: string) =>
      pieces(expression)
        ?.map((piece) => piece.text)
        .join('');
    expect(text('(gmv - refund_amount) / buyers')).toBe('(¥540.00 − ¥40.00) ÷ 2');
    expect(text('gmv * 0.05')).toBe('¥540.00 × 0.05');
    expect(pieces('gmv * 0.05')).toEqual([
      { name: 'gmv', text: '¥540.00' },
      { name: null, text: ' × 0.05' },
    ]);
  });

  it('is not shown for one name alone, or where a name has no figure', () => {
    expect(filledIn('gmv', () => '¥1.00')).toBeNull();
    expect(filledIn('gmv / total(gmv)', () => null)).toBeNull();
  });
});

describe('the list of metrics', () => {
  it('finds by id, title, meaning and formula in both languages, word by word', () => {
    for (const typed of ['', 'AOV', '客单', 'per buyer', '支付买家', 'order gmv']) {
      expect(matches(metric, typed), typed).toBe(true);
    }
    expect(matches(metric, 'visitors')).toBe(false);
  });

  it('puts each metric in its group, an unknown group with the values', () => {
    const groups = groupsOf([metric, { ...metric, group: 'own' }, { ...metric, group: 'someday' }]);
    expect(groups.value).toHaveLength(2);
    expect(groups.own).toHaveLength(1);
  });
});

describe('a mistake', () => {
  const text = 'metrics:\n  佣金: {expression: gvm * 2}';

  it('is worded with what was probably meant', () => {
    expect(problemText(problem, translator('zh-CN'))).toBe('没有指标或度量 gvm。是不是想写 gmv？');
    expect(problemText(problem, translator('en'))).toBe('There is no metric or measure gvm. Did you mean gmv?');
    expect(problemText({ ...problem, rule: 'someday', maybe: [] }, translator('en'))).toBe(problem.message);
    expect(problemText({ ...problem, maybe: ['a', 'b'] }, translator('en'))).toContain('Possible: a, b');
  });

  it('is mended in its place', () => {
    const there = { ...problem, column: 20, until: 23 };
    expect(mended(text, there, 'gmv')).toBe('metrics:\n  佣金: {expression: gmv * 2}');
    expect(mendable(problem)).toBe(true);
    expect(mendable({ ...problem, maybe: ['a', 'b'] })).toBe(false);
    expect(mendable({ ...problem, rule: 'missing_key' })).toBe(false);
  });

  it('is found by line and column, also behind characters of two units and beyond the end', () => {
    const document = Text.of(['a: 1', '😀x: y']);
    expect(positionOf(document, 1, 4)).toBe(3);
    expect(positionOf(document, 2, 2)).toBe(7);
    expect(positionOf(document, 9, 1)).toBe(document.length);
  });
});
