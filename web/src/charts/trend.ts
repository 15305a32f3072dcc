import type { EChartsOption, SeriesOption, YAXisComponentOption } from 'echarts';

import { FONT, palette, type Surroundings } from './palette';

/** One line of the trend with its compared line. */
export interface TrendSeries {
  title: string;
  values: (number | null)[];
  /** The compared figures, period by period; null without comparison. */
  base: { title: string; values: (number | null)[] } | null;
  /** The short text of an axis. */
  axis: (value: number) => string;
  /** The exact text of the tooltip. */
  exact: (value: number | null) => string;
}

export interface Trend extends Surroundings {
  /** Period labels as the axis shows them. */
  periods: string[];
  /** Period labels as the tooltip shows them. */
  longPeriods: string[];
  left: TrendSeries;
  right: TrendSeries | null;
}

/** Lines over time, each metric on its own axis, the compared period dashed. */
export function trendOption(trend: Trend): EChartsOption {
  const colours = palette(trend.dark);
  const fontSize = Math.round(12 * trend.scale);
  const lines: { series: TrendSeries; colour: string }[] = [{ series: trend.left, colour: colours.left }];
  if (trend.right !== null) {
    lines.push({ series: trend.right, colour: colours.right });
  }
  const series: SeriesOption[] = [];
  const texts = new Map<string, (value: number | null) => string>();
  for (const [index, { series: one, colour }] of lines.entries()) {
    texts.set(one.title, one.exact);
    series.push({
      name: one.title,
      type: 'line',
      yAxisIndex: index,
      data: one.values,
      showSymbol: one.values.filter((value) => value !== null).length <= 2,
      symbolSize: 6,
      lineStyle: { width: 2 * trend.scale, color: colour },
      itemStyle: { color: colour },
      areaStyle: index === 0 && trend.right === null ? { color: colour, opacity: 0.08 } : { opacity: 0 },
    });
    if (one.base !== null) {
      texts.set(one.base.title, one.exact);
      series.push({
        name: one.base.title,
        type: 'line',
        yAxisIndex: index,
        data: one.base.values,
        showSymbol: false,
        lineStyle: { width: 1.5 * trend.scale, type: 'dashed', color: colour, opacity: 0.55 },
        itemStyle: { color: colour, opacity: 0.55 },
      });
    }
  }
  const yAxis: YAXisComponentOption[] = lines.map(({ series: one, colour }, index) => ({
    type: 'value',
    position: index === 0 ? 'left' : 'right',
    name: one.title,
    nameTextStyle: { color: colour, fontSize, align: index === 0 ? 'left' : 'right' },
    axisLabel: { color: colours.muted, fontSize, formatter: (value: number) => one.axis(value) },
    splitLine: { show: index === 0, lineStyle: { color: colours.split } },
    splitNumber: 4,
  }));
  return {
    aria: { enabled: true },
    animation: false,
    textStyle: { fontFamily: FONT, fontSize },
    grid: { left: 4, right: 4, top: 56 * trend.scale, bottom: 4, outerBoundsMode: 'same', containLabel: true },
    legend: {
      top: 0,
      right: 0,
      type: 'scroll',
      itemWidth: 18,
      textStyle: { color: colours.text, fontSize },
      pageTextStyle: { color: colours.muted },
      pageIconColor: colours.text,
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: colours.surface,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontSize },
      formatter: (points: unknown) => tooltip(points, trend, texts),
    },
    xAxis: {
      type: 'category',
      data: trend.periods,
      boundaryGap: trend.periods.length === 1,
      axisLabel: { color: colours.muted, fontSize, hideOverlap: true },
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
    },
    yAxis,
    series,
  };
}

interface Point {
  dataIndex: number;
  seriesName: string;
  value: unknown;
  marker: string;
}

function tooltip(points: unknown, trend: Trend, texts: Map<string, (value: number | null) => string>): string {
  const list = points as Point[];
  const head = escapeHtml(trend.longPeriods[list[0]?.dataIndex ?? 0] ?? '');
  const lines = list.map((point) => {
    const text = texts.get(point.seriesName);
    const value = typeof point.value === 'number' ? point.value : null;
    return `${point.marker}${escapeHtml(point.seriesName)}&ensp;<b>${escapeHtml(text?.(value) ?? '')}</b>`;
  });
  return [head, ...lines].join('<br>');
}

/** Shop and product names come from files: they must not become markup of a tooltip. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
