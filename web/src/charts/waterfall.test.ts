import { describe, expect, it } from 'vitest';

import { axisStart, spansOf, waterfallOption, type Step, type Waterfall } from './waterfall';

const step = (title: string, effect: number): Step => ({
  title,
  effect,
  text: `${effect > 0 ? '+' : ''}${effect}`,
  tone: effect > 0 ? 'red' : 'green',
});

const chart = (base: number, now: number, steps: Step[]): Waterfall => ({
  dark: false,
  scale: 1,
  base: { title: 'before', value: base },
  now: { title: 'now', value: now },
  steps,
  axis: (value) => `~${value}`,
  exact: (value) => `=${value}`,
});

const bars = (option: ReturnType<typeof waterfallOption>) =>
  (option.series as { name: string; data: (number | { value: number })[] }[]).map((series) =>
    series.data.map((one) => (typeof one === 'number' ? one : one.value)),
  );

describe('the waterfall', () => {
  it('leads from the base over every step to the present figure', () => {
    const option = waterfallOption(chart(100, 120, [step('A', 50), step('B', -30)]));
    expect(spansOf(chart(100, 120, [step('A', 50), step('B', -30)])).at(-2)).toEqual({ from: 150, to: 120 });
    const [under, above, below] = bars(option);
    expect(under).toEqual([0, 100, 120, 0]);
    expect(above).toEqual([100, 50, 30, 120]);
    expect(below).toEqual([0, 0, 0, 0]);
    expect((option.yAxis as { data: string[] }).data).toEqual(['before', 'A', 'B', 'now']);
  });

  it('draws steps below zero and across it', () => {
    const [under, above, below] = bars(waterfallOption(chart(10, -20, [step('across', -25), step('below', -5)])));
    expect(under).toEqual([0, 0, -15, 0]);
    expect(above).toEqual([10, 10, 0, 0]);
    expect(below?.map((value) => value + 0)).toEqual([0, -15, -5, -20]);
  });

  it('begins at zero unless the steps would be lost', () => {
    expect(axisStart(spansOf(chart(100, 120, [step('A', 50), step('B', -30)])))).toBe(0);
    expect(axisStart(spansOf(chart(1000, 1010, [step('A', 30), step('B', -20)])))).toBe(980);
    expect(axisStart(spansOf(chart(-5, 3, [step('A', 8)])))).toBe(0);
    expect(axisStart(spansOf(chart(5, 5, [])))).toBe(0);
  });

  it('tells titles as text, never as markup', () => {
    const option = waterfallOption(chart(1, 2, [step('<b>', 1)]));
    const { formatter } = option.tooltip as { formatter: (points: unknown) => string };
    expect(formatter([{ dataIndex: 1 }])).toBe('&lt;b&gt;&ensp;<b>+1</b><br><small>→ =2</small>');
    expect(formatter([{ dataIndex: 0 }])).toBe('before&ensp;<b>=1</b>');
  });
});
