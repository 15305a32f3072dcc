import { describe, expect, it } from 'vitest';

import { targetOption } from './target';

const option = targetOption({
  dark: false,
  scale: 1,
  months: ['1月', '<2月>', '3月'],
  target: [100, 200, null],
  actual: [90, 50, null],
  running: 1,
  titles: { target: '目标', actual: '实际' },
  axis: (value) => `~${value}`,
  exact: (value) => (value === null ? '—' : `=${value}`),
  share: (value) => `${value * 100}%`,
});

describe('the months of a year', () => {
  it('have their actual over their target, paler while the month runs', () => {
    const series = option.series as { name: string; data: unknown[]; z: number }[];
    expect(series.map((one) => one.name)).toEqual(['目标', '实际']);
    expect(series[0]?.data).toEqual([100, 200, null]);
    expect(series[1]?.data[0]).toBe(90);
    expect(series[1]?.data[1]).toMatchObject({ value: 50, itemStyle: { opacity: 0.55 } });
    expect((series[1]?.z ?? 0) > (series[0]?.z ?? 0)).toBe(true);
  });

  it('tell both and the share, without markup from outside', () => {
    const { formatter } = option.tooltip as { formatter: (points: unknown) => string };
    expect(formatter([{ dataIndex: 1 }])).toBe('&lt;2月&gt;<br>目标&ensp;<b>=200</b><br>实际&ensp;<b>=50</b> (25%)');
    expect(formatter([{ dataIndex: 2 }])).toBe('3月<br>目标&ensp;<b>—</b><br>实际&ensp;<b>—</b>');
  });
});
