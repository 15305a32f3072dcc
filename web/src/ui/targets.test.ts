import { describe, expect, it } from 'vitest';

import { quarterStart, shareText, wholePeriod } from './targets';

describe('the days of a target', () => {
  it('are those of the whole month, quarter or year that runs', () => {
    const of = (from: string) => wholePeriod({ from, to: '2026-05-20' }, '2026-05-20');
    expect(of('2026-05-01')).toEqual({ whole: 'month', range: { from: '2026-05-01', to: '2026-05-31' } });
    expect(of('2026-04-01')).toEqual({ whole: 'quarter', range: { from: '2026-04-01', to: '2026-06-30' } });
    expect(of('2026-01-01')).toEqual({ whole: 'year', range: { from: '2026-01-01', to: '2026-12-31' } });
  });

  it('are the days themselves otherwise', () => {
    const past = { from: '2026-04-01', to: '2026-04-30' };
    expect(wholePeriod(past, '2026-05-20')).toEqual({ whole: null, range: past });
    const today = { from: '2026-05-01', to: '2026-05-01' };
    expect(wholePeriod(today, '2026-05-01')).toEqual({ whole: null, range: today });
    expect(quarterStart('2026-12-31')).toBe('2026-10-01');
  });

  it('have shares that are short', () => {
    expect([0.6418, 1.0312, 12.4, null].map((share) => shareText(share, 'en'))).toEqual([
      '64.2%',
      '103%',
      '1,240%',
      '—',
    ]);
  });
});
