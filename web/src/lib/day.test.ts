import { describe, expect, it } from 'vitest';

import { defaultGrain, grainsFor, isDay, lengthOf, monthStart, plusDays, presetRange } from './day';

describe('the presets', () => {
  it.each([
    ['today', '2024-03-31', '2024-03-31'],
    ['yesterday', '2024-03-30', '2024-03-30'],
    ['last7', '2024-03-25', '2024-03-31'],
    ['last30', '2024-03-02', '2024-03-31'],
    ['last90', '2024-01-02', '2024-03-31'],
    ['month', '2024-03-01', '2024-03-31'],
    ['lastMonth', '2024-02-01', '2024-02-29'],
    ['year', '2024-01-01', '2024-03-31'],
    ['p618', '2023-06-01', '2023-06-20'],
    ['p1111', '2023-10-20', '2023-11-11'],
  ] as const)('%s of 2024-03-31 runs from %s to %s', (preset, from, to) => {
    expect(presetRange(preset, '2024-03-31')).toEqual({ from, to });
  });

  it('end today while a sale is on', () => {
    expect(presetRange('p618', '2024-06-05')).toEqual({ from: '2024-06-01', to: '2024-06-05' });
  });
});

describe('days', () => {
  it('count both ends', () => {
    expect(lengthOf({ from: '2020-02-01', to: '2020-03-01' })).toBe(30);
  });

  it('pass over months and years', () => {
    expect(plusDays('2023-12-31', 1)).toBe('2024-01-01');
    expect(monthStart('2024-01-15', -1)).toBe('2023-12-01');
  });

  it('of no calendar are refused', () => {
    expect(isDay('2023-02-29')).toBe(false);
    expect(isDay('2024-02-29')).toBe(true);
    expect(isDay('2024-2-9')).toBe(false);
  });
});

describe('the grain', () => {
  it('starts with hours for a day and with weeks for a year', () => {
    expect(defaultGrain(1)).toBe('hour');
    expect(defaultGrain(30)).toBe('day');
    expect(defaultGrain(366)).toBe('week');
  });

  it('is always one of those that are offered', () => {
    for (const days of [1, 2, 7, 8, 30, 59, 120, 121, 366, 401, 2000]) {
      expect(grainsFor(days), String(days)).toContain(defaultGrain(days));
    }
  });
});
