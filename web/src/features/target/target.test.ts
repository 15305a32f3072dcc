import { describe, expect, it } from 'vitest';

import type { TargetPeriod, TargetYear } from '@/api/target';

import { actualPlace, actualQuestion } from './actual';
import { queryOf, stateOf } from './state';
import { openAt, shifted, treeOf } from './tree';

function period(name: string, kind: TargetPeriod['kind'], from: string, to: string): TargetPeriod {
  return {
    period: name,
    kind,
    from,
    to,
    given: null,
    target: null,
    actual: null,
    attainment: null,
    by: null,
    at: null,
  };
}

const PERIODS = [
  period('2026', 'year', '2026-01-01', '2026-12-31'),
  period('2026-Q1', 'quarter', '2026-01-01', '2026-03-31'),
  period('2026-01', 'month', '2026-01-01', '2026-01-31'),
  period('2026-01-01', 'day', '2026-01-01', '2026-01-01'),
  period('2026-Q2', 'quarter', '2026-04-01', '2026-06-30'),
];

describe('the table of targets', () => {
  it('has the parts of a period below it', () => {
    const [year] = treeOf(PERIODS);
    expect(year?.children?.map((one) => one.key)).toEqual(['2026-Q1', '2026-Q2']);
    expect(year?.children?.[0]?.children?.[0]?.children?.[0]?.period).toBe('2026-01-01');
    expect(year?.children?.[1]?.children).toBeUndefined();
  });

  it('opens where today is', () => {
    expect(openAt(PERIODS, '2026-05-20')).toEqual(['2026', '2026-Q2']);
    expect(openAt(PERIODS, '2027-01-01')).toEqual(['2026']);
  });

  it('shows rates in hundredths without losing a digit', () => {
    expect(['0.035', '1', '0', '0.000001', '12.5'].map((text) => shifted(text, 2))).toEqual([
      '3.5',
      '100',
      '0',
      '0.0001',
      '1250',
    ]);
    expect(['3.5', '100', '0', '0.0001', '7'].map((text) => shifted(text, -2))).toEqual([
      '0.035',
      '1',
      '0',
      '0.000001',
      '0.07',
    ]);
  });
});

describe('the rows behind what came', () => {
  const year: TargetYear = {
    shop: 'north',
    metric: 'gmv',
    dimension: '',
    value: '',
    year: 2026,
    basis: 'sum',
    shape: null,
    known: 0,
    today: '2026-05-20',
    periods: PERIODS,
  };
  const may = { from: '2026-05-01', to: '2026-05-31' };

  it('are those of the days up to today, of the part that the target is for', () => {
    expect(actualQuestion(year, may)).toEqual({
      metrics: ['gmv'],
      range: { from: '2026-05-01', to: '2026-05-20' },
      shop: 'north',
      where: [],
    });
    expect(actualQuestion({ ...year, dimension: 'channel', value: 'live' }, may)?.where).toEqual([
      { dimension: 'channel', value: 'live' },
    ]);
    expect(actualQuestion(year, { from: '2026-06-01', to: '2026-06-30' })).toBeNull();
  });

  it('of people who are counted day by day are those of each day', () => {
    const visitors: TargetYear = { ...year, metric: 'visitors', basis: 'day_sum' };
    expect(actualQuestion(visitors, may)?.range.to).toBe('2026-05-20');
    expect(actualPlace(visitors, may)).toEqual({ each: 'day' });
    expect(actualPlace(visitors, { from: '2026-05-02', to: '2026-05-02' })).toEqual({});
    expect(actualPlace(year, may)).toEqual({});
  });
});

describe('the address of targets', () => {
  it('is read as it was written, and a part has both a dimension and a value', () => {
    const usual = { shop: 'north', year: 2026 };
    const state = { shop: 's', metric: 'visitors', dimension: 'channel', value: 'a&b', year: 2025 };
    expect(stateOf(queryOf(state), usual)).toEqual(state);
    expect(stateOf(new URLSearchParams('dimension=channel&year=26'), usual)).toEqual({
      ...usual,
      metric: 'gmv',
      dimension: '',
      value: '',
    });
  });
});
