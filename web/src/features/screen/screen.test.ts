import { describe, expect, it } from 'vitest';

import type { Shop } from '@/api/shops';
import { dayCurveOption, runningTotal } from '@/charts/dayCurve';

import { strengthOf, TILES } from './provinces';
import { areOne, queryOf, stateOf } from './state';
import { unitOf } from './surroundings';

describe('the tiles', () => {
  it('are the 34 provinces of GB/T 2260, each alone in its place', () => {
    expect(TILES).toHaveLength(34);
    expect(new Set(TILES.map((tile) => tile.region)).size).toBe(34);
    expect(new Set(TILES.map((tile) => tile.letters)).size).toBe(34);
    expect(new Set(TILES.map((tile) => `${tile.column} ${tile.row}`)).size).toBe(34);
  });

  it('lie as the provinces do', () => {
    const at = (region: string) => TILES.find((tile) => tile.region === region) ?? { column: NaN, row: NaN };
    expect(at('黑龙江').row).toBeLessThan(at('北京').row);
    expect(at('北京').row).toBeLessThan(at('广东').row);
    expect(at('新疆').column).toBeLessThan(at('四川').column);
    expect(at('四川').column).toBeLessThan(at('上海').column);
  });

  it('are the stronger the more is sold', () => {
    expect([strengthOf(0, 100), strengthOf(25, 100), strengthOf(100, 100)]).toEqual([0, 0.5, 1]);
    expect([strengthOf(0, 0), strengthOf(-5, 100)]).toEqual([0, 0]);
  });
});

describe('the curve of a day', () => {
  it('adds the hours up to where they are known', () => {
    expect(runningTotal([1, 0, 2.5, null, null])).toEqual([1, 1, 3.5, null, null]);
    expect(runningTotal([])).toEqual([]);
  });

  it('has the other day only where there is one', () => {
    const curve = {
      dark: true,
      scale: 1,
      hours: ['00:00', '01:00'],
      today: [1, null],
      base: [] as number[],
      titles: { hourly: 'by hour', today: 'today', base: 'before' },
      axis: String,
      exact: String,
    };
    const names = (base: number[]) =>
      (dayCurveOption({ ...curve, base }).series as { name: string }[]).map((one) => one.name);
    expect(names([])).toEqual(['by hour', 'today']);
    expect(names([2, 3])).toEqual(['by hour', 'today', 'before']);
  });
});

describe('the address of the screen', () => {
  it('gives back the state, and its first view is empty', () => {
    const state = { shop: '花间 & co', compare: 'previous' } as const;
    expect(stateOf(new URLSearchParams(queryOf(state).toString()))).toEqual(state);
    expect(queryOf(stateOf(new URLSearchParams('compare=x'))).toString()).toBe('');
  });
});

describe('the size', () => {
  it('follows the smaller side of the display', () => {
    expect([unitOf(1920, 1080), unitOf(3840, 2160), unitOf(3840, 1080)]).toEqual([1, 2, 1]);
  });
});

describe('all shops', () => {
  const shop = (zone: string, currency = 'CNY'): Shop => ({
    id: zone,
    name: zone,
    zone,
    cutoff: '00:00',
    currency,
    today: '2026-11-11',
  });

  it('are one screen only where hours and amounts are the same', () => {
    expect(areOne([shop('Asia/Shanghai'), shop('Asia/Shanghai')])).toBe(true);
    expect(areOne([shop('Asia/Shanghai'), shop('Europe/Berlin')])).toBe(false);
    expect(areOne([shop('Asia/Shanghai'), shop('Asia/Shanghai', 'JPY')])).toBe(false);
  });
});
