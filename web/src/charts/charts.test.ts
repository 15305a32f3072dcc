import type { EChartsOption } from 'echarts';
import { describe, expect, it } from 'vitest';

import { barsOption } from './bars';
import { sparkline } from './sparkline';
import { trendOption, type Trend, type TrendSeries } from './trend';

function line(title: string, values: (number | null)[], base?: (number | null)[]): TrendSeries {
  return {
    title,
    values,
    base: base === undefined ? null : { title: `${title} before`, values: base },
    axis: (value) => `~${value}`,
    exact: (value) => (value === null ? 'none' : `=${value}`),
  };
}

function trend(left: TrendSeries, right: TrendSeries | null): Trend {
  return { dark: false, scale: 1, periods: ['02-01', '02-02'], longPeriods: ['Sat', 'Sun'], left, right };
}

const seriesOf = (option: EChartsOption) => option.series as { name: string; yAxisIndex: number; data: unknown[] }[];

describe('the trend', () => {
  it('puts the second metric on the right axis and its compared line beside it', () => {
    const series = seriesOf(trendOption(trend(line('A', [1, 2], [3, 4]), line('B', [5, null], [6, 7]))));
    expect(series.map((one) => [one.name, one.yAxisIndex])).toEqual([
      ['A', 0],
      ['A before', 0],
      ['B', 1],
      ['B before', 1],
    ]);
    expect(series[2]?.data).toEqual([5, null]);
  });

  it('draws promotions behind the first line and tells what a period was and stood beside', () => {
    const option = trendOption({
      ...trend(line('A', [1, 2], [3, 4]), null),
      basePeriods: ['against Fri', null],
      marks: [
        { kind: 'promotion', from: 0, to: 1, label: '618', text: '' },
        { kind: 'hint', from: 1, to: 1, label: '', text: '618 <peak>' },
        { kind: 'peak', from: 1, to: 1, label: '', text: '' },
        { kind: 'annotation', from: 0, to: 0, label: 'launch', text: 'launch' },
      ],
    });
    const first = (option.series as { markArea: { data: unknown[] }; markLine: { data: unknown[] } }[])[0];
    expect(first?.markArea.data).toHaveLength(1);
    // one period has no width on the axis: it is a broad line beside the one of the annotation
    expect(first?.markLine.data).toHaveLength(2);
    const { formatter } = option.tooltip as { formatter: (points: unknown) => string };
    const point = (dataIndex: number) => [{ dataIndex, seriesName: 'A', value: 1, marker: '' }];
    expect(formatter(point(0))).toBe('Sat<br><small>against Fri</small><br>A&ensp;<b>=1</b><br><small>launch</small>');
    expect(formatter(point(1))).toBe('Sun<br>A&ensp;<b>=1</b><br><small>618 &lt;peak&gt;</small>');
  });

  it('has whole steps where the figures are whole', () => {
    const axes = trendOption(trend(line('A', [0, null], [0, 0]), line('B', [0, 0.5]))).yAxis as {
      minInterval?: number;
    }[];
    expect(axes.map((axis) => axis.minInterval)).toEqual([1, undefined]);
  });

  it('draws no compared line without comparison', () => {
    expect(seriesOf(trendOption(trend(line('A', [1, 2]), null))).map((one) => one.name)).toEqual(['A']);
  });

  it('shows names from files as text, never as markup', () => {
    const option = trendOption(trend(line('<img src=x onerror=alert(1)>', [1, 2]), null));
    const formatter = (option.tooltip as { formatter: (points: unknown) => string }).formatter;
    const html = formatter([{ dataIndex: 1, seriesName: '<img src=x onerror=alert(1)>', value: 2, marker: '' }]);
    expect(html).toBe('Sun<br>&lt;img src=x onerror=alert(1)&gt;&ensp;<b>=2</b>');
  });

  it('says that a gap has no figure', () => {
    const option = trendOption(trend(line('A', [1, null]), null));
    const formatter = (option.tooltip as { formatter: (points: unknown) => string }).formatter;
    expect(formatter([{ dataIndex: 1, seriesName: 'A', value: null, marker: '' }])).toContain('none');
  });
});

describe('the bars', () => {
  const chart = {
    dark: true,
    scale: 1,
    metric: 'GMV',
    bars: [
      { key: 'a', title: '<b>', value: 2 },
      { key: 'b', title: 'B', value: 1 },
    ],
    axis: String,
    exact: String,
  };

  it('lie with the first on top, and stand where the dimension has its own order', () => {
    expect(barsOption({ ...chart, upright: false }).yAxis).toMatchObject({ type: 'category', inverse: true });
    expect(barsOption({ ...chart, upright: true }).xAxis).toMatchObject({ type: 'category', data: ['<b>', 'B'] });
  });

  it('show names as text', () => {
    const { formatter } = barsOption({ ...chart, upright: false }).tooltip as { formatter: (point: unknown) => string };
    expect(formatter({ dataIndex: 0 })).toBe('&lt;b&gt;<br>GMV&ensp;<b>2</b>');
  });
});

describe('the sparkline', () => {
  it('goes from the first to the last value, high values up', () => {
    expect(sparkline([0, 10], 106, 46).line).toBe('M3 43L103 3');
  });

  it('breaks at a gap', () => {
    expect(sparkline([1, null, 2], 106, 46).line.match(/M/g)).toHaveLength(2);
  });

  it('is level for equal values and empty without any', () => {
    expect(sparkline([5, 5], 106, 46).line).toBe('M3 23L103 23');
    expect(sparkline([null], 106, 46)).toEqual({ line: '', area: '', end: null });
  });
});
