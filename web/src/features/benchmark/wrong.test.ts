import { describe, expect, it } from 'vitest';

import { Problem } from '@/api/problem';

import { RULES, wrongRowsOf } from './wrong';

const refused = (code: string, rows: unknown) =>
  new Problem({ code, message: '', arguments: { count: 1, rows }, status: 400 });

describe('a refused file', () => {
  it('names its rows', () => {
    const row = { line: 2, column: 'value', value: '3.5', rule: 'share', maybe: '3.5%' };
    expect(wrongRowsOf(refused('benchmark.bad_rows', [row, { line: 'x' }, null]))).toEqual([row]);
    expect(RULES[row.rule]).toBe('benchmark.rule.share');
  });

  it('without rows has none', () => {
    expect(wrongRowsOf(refused('benchmark.bad_file', []))).toEqual([]);
    expect(wrongRowsOf(refused('benchmark.bad_rows', 'many'))).toEqual([]);
    expect(wrongRowsOf(new Error('away'))).toEqual([]);
  });
});
