import type { EChartsOption } from 'echarts';

import { steps } from './axis';
import { FONT, palette, type Surroundings } from './palette';
import { escapeHtml } from './trend';

export interface Bar {
  /** What a click gives back. */
  key: string;
  title: string;
  value: number;
}

export interface Bars extends Surroundings {
  metric: string;
  bars: Bar[];
  /** Upright for hours and weekdays, which have an order of their own; lying for names. */
  upright: boolean;
  axis: (value: number) => string;
  exact: (value: number) => string;
}

/** One bar a value of a dimension, the largest on top. */
export function barsOption(chart: Bars): EChartsOption {
  const colours = palette(chart.dark);
  const fontSize = Math.round(12 * chart.scale);
  const titles = chart.bars.map((bar) => bar.title);
  const names = {
    type: 'category' as const,
    data: titles,
    inverse: !chart.upright,
    axisLabel: chart.upright
      ? { color: colours.muted, fontSize, hideOverlap: true }
      : { color: colours.text, fontSize, width: 132 * chart.scale, overflow: 'truncate' as const },
    axisLine: { lineStyle: { color: colours.line } },
    axisTick: { show: false },
  };
  const values = {
    type: 'value' as const,
    axisLabel: { color: colours.muted, fontSize, hideOverlap: true, formatter: (value: number) => chart.axis(value) },
    splitLine: { lineStyle: { color: colours.split } },
    splitNumber: 4,
    ...steps(chart.bars.map((bar) => bar.value)),
  };
  return {
    aria: { enabled: true },
    animation: false,
    textStyle: { fontFamily: FONT, fontSize },
    grid: { left: 4, right: 12 * chart.scale, top: 12, bottom: 4, outerBoundsMode: 'same', containLabel: true },
    tooltip: {
      trigger: 'item',
      confine: true,
      backgroundColor: colours.surface,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontSize },
      formatter: (point: unknown) => {
        const bar = chart.bars[(point as { dataIndex: number }).dataIndex];
        return bar === undefined
          ? ''
          : `${escapeHtml(bar.title)}<br>${escapeHtml(chart.metric)}&ensp;<b>${escapeHtml(chart.exact(bar.value))}</b>`;
      },
    },
    xAxis: chart.upright ? names : values,
    yAxis: chart.upright ? values : names,
    series: [
      {
        name: chart.metric,
        type: 'bar',
        data: chart.bars.map((bar) => bar.value),
        itemStyle: { color: colours.bar, borderRadius: chart.upright ? [3, 3, 0, 0] : [0, 3, 3, 0] },
        barMaxWidth: 26 * chart.scale,
        cursor: 'pointer',
      },
    ],
  };
}
