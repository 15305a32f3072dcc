import type { EChartsOption, LineSeriesOption, SeriesOption, YAXisComponentOption } from 'echarts';

import { steps } from './axis';
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
  /** The period that stands beside each period, as the tooltip shows it; null where none does. */
  basePeriods?: (string | null)[];
  /** What the periods were, drawn behind the lines and named in the tooltip. */
  marks?: readonly TrendMark[];
}

/** A promotion, holiday or annotation in the chart. */
export interface TrendMark {
  kind: 'promotion' | 'peak' | 'holiday' | 'annotation' | 'hint';
  /** The first and last period of it, by index. */
  from: number;
  to: number;
  /** What stands in the chart; an empty one is only told in the tooltip. */
  label: string;
  /** What the tooltip says. */
  text: string;
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
      ...(index === 0 && trend.marks !== undefined ? marked(trend.marks, trend) : {}),
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
    ...steps([...one.values, ...(one.base?.values ?? [])]),
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

/** Bands and lines behind the first series. A band of one period has no width on the axis, so it is a broad line. */
function marked(marks: readonly TrendMark[], { dark, scale }: Trend): Partial<LineSeriesOption> {
  const colours = palette(dark);
  const fontSize = Math.round(11 * scale);
  const bands = marks.filter((mark) => mark.kind !== 'annotation' && mark.kind !== 'hint');
  const shade = (kind: TrendMark['kind']) => ({
    color: kind === 'holiday' ? colours.muted : colours.left,
    opacity: kind === 'peak' ? 0.14 : 0.07,
  });
  return {
    markArea: {
      silent: true,
      data: bands
        .filter((mark) => mark.from < mark.to)
        .map((mark) => [
          {
            name: mark.label,
            xAxis: mark.from,
            itemStyle: shade(mark.kind),
            label: {
              show: mark.label !== '',
              position: mark.kind === 'holiday' ? 'insideBottom' : 'insideTop',
              color: colours.muted,
              fontSize,
            },
          },
          { xAxis: mark.to },
        ]),
    },
    markLine: {
      silent: true,
      symbol: 'none',
      data: [
        ...bands
          .filter((mark) => mark.from === mark.to)
          .map((mark) => ({
            xAxis: mark.from,
            lineStyle: { ...shade(mark.kind), type: 'solid' as const, width: 12 * scale },
            label: {
              show: mark.label !== '',
              formatter: mark.label,
              position: mark.kind === 'holiday' ? ('start' as const) : ('end' as const),
              distance: mark.kind === 'holiday' ? -16 * scale : 2,
              color: colours.muted,
              fontSize,
            },
          })),
        ...marks
          .filter((mark) => mark.kind === 'annotation')
          .map((mark) => ({
            xAxis: mark.from,
            lineStyle: { color: colours.text, type: 'dotted' as const, width: scale, opacity: 0.6 },
            label: {
              show: mark.label !== '',
              formatter: mark.label,
              position: 'insideEndTop' as const,
              color: colours.text,
              fontSize,
            },
          })),
      ],
    },
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
  const index = list[0]?.dataIndex ?? 0;
  const beside = trend.basePeriods?.[index] ?? null;
  const period = escapeHtml(trend.longPeriods[index] ?? '');
  const head = beside === null ? period : `${period}<br><small>${escapeHtml(beside)}</small>`;
  const marks = new Set(
    (trend.marks ?? [])
      .filter((mark) => mark.text !== '' && mark.from <= index && index <= mark.to)
      .map((mark) => `<small>${escapeHtml(mark.text)}</small>`),
  );
  const lines = list.map((point) => {
    const text = texts.get(point.seriesName);
    const value = typeof point.value === 'number' ? point.value : null;
    return `${point.marker}${escapeHtml(point.seriesName)}&ensp;<b>${escapeHtml(text?.(value) ?? '')}</b>`;
  });
  return [head, ...lines, ...marks].join('<br>');
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
