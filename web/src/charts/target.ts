import type { EChartsOption } from 'echarts';

import { FONT, palette, type Surroundings } from './palette';
import { escapeHtml } from './trend';

export interface TargetMonths extends Surroundings {
  months: string[];
  target: (number | null)[];
  actual: (number | null)[];
  /** The month that is running, by index; null if none of these is. */
  running: number | null;
  titles: { target: string; actual: string };
  axis: (value: number) => string;
  exact: (value: number | null) => string;
  share: (value: number) => string;
}

/** The months of a year: what each is to bring as a pale bar, what it brought as a slimmer one over it. */
export function targetOption(chart: TargetMonths): EChartsOption {
  const colours = palette(chart.dark);
  const fontSize = Math.round(12 * chart.scale);
  return {
    aria: { enabled: true },
    animation: false,
    textStyle: { fontFamily: FONT, fontSize },
    grid: { left: 4, right: 4, top: 36 * chart.scale, bottom: 4, outerBoundsMode: 'same', containLabel: true },
    legend: { top: 0, right: 0, type: 'scroll', itemWidth: 14, textStyle: { color: colours.text, fontSize } },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: colours.surface,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontSize },
      formatter: (points: unknown) => tooltip((points as { dataIndex: number }[])[0]?.dataIndex ?? 0, chart),
    },
    xAxis: {
      type: 'category',
      data: chart.months,
      axisLabel: { color: colours.muted, fontSize, hideOverlap: true },
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      axisLabel: { color: colours.muted, fontSize, formatter: (value: number) => chart.axis(value) },
      splitLine: { lineStyle: { color: colours.split } },
      splitNumber: 3,
    },
    series: [
      {
        name: chart.titles.target,
        type: 'bar',
        data: chart.target,
        itemStyle: { color: colours.line, borderRadius: [3, 3, 0, 0] },
        barWidth: '62%',
        barGap: '-81%',
        z: 1,
      },
      {
        name: chart.titles.actual,
        type: 'bar',
        data: chart.actual.map((value, index) =>
          index === chart.running ? { value, itemStyle: { color: colours.bar, opacity: 0.55 } } : value,
        ),
        itemStyle: { color: colours.bar, borderRadius: [3, 3, 0, 0] },
        barWidth: '38%',
        z: 2,
      },
    ],
  };
}

function tooltip(index: number, chart: TargetMonths): string {
  const target = chart.target[index] ?? null;
  const actual = chart.actual[index] ?? null;
  const line = (title: string, text: string) => `${escapeHtml(title)}&ensp;<b>${escapeHtml(text)}</b>`;
  return [
    escapeHtml(chart.months[index] ?? ''),
    line(chart.titles.target, chart.exact(target)),
    line(chart.titles.actual, chart.exact(actual)) +
      (target !== null && target !== 0 && actual !== null ? ` (${escapeHtml(chart.share(actual / target))})` : ''),
  ].join('<br>');
}
