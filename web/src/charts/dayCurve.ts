import type { EChartsOption } from 'echarts';

import { steps } from './axis';
import { FONT, palette, type Surroundings } from './palette';
import { escapeHtml } from './trend';

export interface DayCurve extends Surroundings {
  /** The hours of a day in the shop's order. */
  hours: string[];
  /** What came in each hour; null where it is still to come. */
  today: (number | null)[];
  /** The same of the day that is compared with; empty without one. */
  base: (number | null)[];
  titles: { hourly: string; today: string; base: string };
  axis: (value: number) => string;
  exact: (value: number | null) => string;
}

/** The running total of what came in each hour, up to where it is known. */
export function runningTotal(values: readonly (number | null)[]): (number | null)[] {
  let sum = 0;
  return values.map((value) => (value === null ? null : (sum += value)));
}

/** The running total of a day over that of another, with the hours as bars below. */
export function dayCurveOption(curve: DayCurve): EChartsOption {
  const colours = palette(curve.dark);
  const fontSize = Math.round(12 * curve.scale);
  const { titles } = curve;
  const axis = {
    type: 'value' as const,
    splitNumber: 3,
    axisLabel: { color: colours.muted, fontSize, formatter: (value: number) => curve.axis(value) },
    splitLine: { lineStyle: { color: colours.split } },
    ...steps([...curve.today, ...curve.base]),
  };
  const totals = runningTotal(curve.today);
  const last = totals.findLastIndex((value) => value !== null);
  return {
    aria: { enabled: true },
    animation: false,
    textStyle: { fontFamily: FONT, fontSize },
    grid: {
      left: 4,
      right: 12 * curve.scale,
      top: 34 * curve.scale,
      bottom: 4,
      outerBoundsMode: 'same',
      containLabel: true,
    },
    legend: {
      top: 0,
      left: 0,
      itemWidth: 22 * curve.scale,
      itemGap: 18 * curve.scale,
      textStyle: { color: colours.text, fontSize },
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: colours.surface,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontSize },
      formatter: (points: unknown) => tooltip(points, curve),
    },
    xAxis: {
      type: 'category',
      data: curve.hours,
      axisLabel: { color: colours.muted, fontSize, hideOverlap: true },
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
    },
    // The bars stay in the lower third, below the lines.
    yAxis: [axis, { ...axis, show: false, max: (range: { max: number }) => Math.max(1, range.max * 3) }],
    series: [
      {
        name: titles.hourly,
        type: 'bar',
        yAxisIndex: 1,
        data: curve.today,
        itemStyle: { color: colours.bar, opacity: 0.45 },
        barMaxWidth: 30 * curve.scale,
      },
      {
        name: titles.today,
        type: 'line',
        data: totals.map((value, index) =>
          index === last ? { value, symbol: 'circle', symbolSize: 9 * curve.scale } : { value, symbol: 'none' },
        ),
        lineStyle: { width: 3 * curve.scale, color: colours.right },
        itemStyle: { color: colours.right },
      },
      ...(curve.base.length === 0
        ? []
        : [
            {
              name: titles.base,
              type: 'line' as const,
              data: runningTotal(curve.base),
              showSymbol: false,
              lineStyle: { width: 2 * curve.scale, type: 'dashed' as const, color: colours.muted },
              itemStyle: { color: colours.muted },
            },
          ]),
    ],
  };
}

interface Point {
  dataIndex: number;
  seriesName: string;
  value: unknown;
  marker: string;
}

function tooltip(points: unknown, curve: DayCurve): string {
  const list = points as Point[];
  const head = escapeHtml(curve.hours[list[0]?.dataIndex ?? 0] ?? '');
  const lines = list.map((point) => {
    const value = typeof point.value === 'number' ? point.value : null;
    return `${point.marker}${escapeHtml(point.seriesName)}&ensp;<b>${escapeHtml(curve.exact(value))}</b>`;
  });
  return [head, ...lines].join('<br>');
}
