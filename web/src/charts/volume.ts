import type { EChartsOption } from 'echarts';

import { FONT, palette, type Surroundings } from './palette';
import { escapeHtml } from './trend';

export interface VolumeChart extends Surroundings {
  days: { day: string; rows: number; low: number | null; high: number | null }[];
  titles: { rows: string; band: string };
  count: (value: number) => string;
}

const ODD = '#d4380d';

/** Rows by day over the band of what is usual; a day outside of it stands out. */
export function volumeOption(chart: VolumeChart): EChartsOption {
  const colours = palette(chart.dark);
  const fontSize = Math.round(12 * chart.scale);
  const band = {
    type: 'line' as const,
    stack: 'band',
    symbol: 'none',
    step: 'middle' as const,
    lineStyle: { opacity: 0 },
    silent: true,
  };
  return {
    aria: { enabled: true },
    animation: false,
    textStyle: { fontFamily: FONT, fontSize },
    grid: { left: 4, right: 8, top: 12, bottom: 4, outerBoundsMode: 'same', containLabel: true },
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
      data: chart.days.map(({ day }) => day),
      axisLabel: { color: colours.muted, fontSize, hideOverlap: true, formatter: (day: string) => day.slice(5) },
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { color: colours.muted, fontSize, formatter: (value: number) => chart.count(value) },
      splitLine: { lineStyle: { color: colours.split } },
      splitNumber: 3,
    },
    series: [
      { ...band, name: 'low', data: chart.days.map(({ low }) => low) },
      {
        ...band,
        name: chart.titles.band,
        data: chart.days.map(({ low, high }) => (low === null || high === null ? null : high - low)),
        areaStyle: { color: colours.left, opacity: 0.16 },
      },
      {
        name: chart.titles.rows,
        type: 'bar',
        barMaxWidth: 10,
        data: chart.days.map((day) => ({ value: day.rows, itemStyle: { color: odd(day) ? ODD : colours.bar } })),
      },
    ],
  };
}

/** Whether a day is outside of its band. */
export function odd({ rows, low, high }: VolumeChart['days'][number]): boolean {
  return low !== null && high !== null && (rows < low || rows > high);
}

function tooltip(index: number, chart: VolumeChart): string {
  const day = chart.days[index];
  if (day === undefined) {
    return '';
  }
  const line = (title: string, text: string) => `${escapeHtml(title)}&ensp;<b>${escapeHtml(text)}</b>`;
  return [
    escapeHtml(day.day),
    line(chart.titles.rows, chart.count(day.rows)),
    ...(day.low === null || day.high === null
      ? []
      : [line(chart.titles.band, `${chart.count(day.low)}–${chart.count(day.high)}`)]),
  ].join('<br>');
}
