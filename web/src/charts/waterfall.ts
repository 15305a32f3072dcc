import type { EChartsOption } from 'echarts';

import { FONT, palette, type Surroundings } from './palette';
import { escapeHtml } from './trend';

/** One step from the base to the present figure. */
export interface Step {
  title: string;
  effect: number;
  /** How the effect is printed. */
  text: string;
  /** Its colour. */
  tone: 'red' | 'green' | 'plain';
}

export interface Waterfall extends Surroundings {
  base: { title: string; value: number };
  now: { title: string; value: number };
  steps: readonly Step[];
  axis: (value: number) => string;
  exact: (value: number) => string;
}

/** Where a bar lies. */
export interface Span {
  from: number;
  to: number;
}

/** The spans of all bars: the base, each step from where the one before ended, and the present figure. */
export function spansOf({ base, now, steps }: Pick<Waterfall, 'base' | 'now' | 'steps'>): Span[] {
  const spans: Span[] = [{ from: 0, to: base.value }];
  let at = base.value;
  for (const step of steps) {
    spans.push({ from: at, to: at + step.effect });
    at += step.effect;
  }
  spans.push({ from: 0, to: now.value });
  return spans;
}

/**
 * Where the axis begins. From zero if the steps can be seen then; else as near to them as they need, which the reader has to be told: the two
 * whole bars are cut.
 */
export function axisStart(spans: readonly Span[]): number {
  const ends = spans.map((span) => span.to);
  const low = Math.min(...ends);
  const spread = Math.max(...ends) - low;
  if (low <= 0 || spread === 0 || spread > low * 0.25) {
    return 0;
  }
  const step = 10 ** Math.floor(Math.log10(spread));
  return Math.max(0, Math.floor((low - spread * 0.4) / step) * step);
}

const TONES = {
  light: { red: '#cf222e', green: '#0f7b3e' },
  dark: { red: '#ff7b72', green: '#4cc38a' },
} as const;

/** From the base over each effect to the present figure, one lying bar each, the first on top. */
export function waterfallOption(chart: Waterfall): EChartsOption {
  const colours = palette(chart.dark);
  const tones = TONES[chart.dark ? 'dark' : 'light'];
  const fontSize = Math.round(12 * chart.scale);
  const spans = spansOf(chart);
  const start = axisStart(spans);
  const last = spans.length - 1;
  const titles = [chart.base.title, ...chart.steps.map((step) => step.title), chart.now.title];
  const texts = [chart.exact(chart.base.value), ...chart.steps.map((step) => step.text), chart.exact(chart.now.value)];
  const colour = (index: number): string => {
    const tone = chart.steps[index - 1]?.tone;
    return tone === undefined ? colours.bar : tone === 'plain' ? colours.muted : tones[tone];
  };
  const styled = (index: number, value: number) => ({ value, itemStyle: { color: colour(index) } });
  // Labels stand right of the bars and need room there.
  const right = Math.max(...spans.flatMap((span) => [span.from, span.to]), 0);
  const left = start > 0 ? start : Math.min(...spans.flatMap((span) => [span.from, span.to]));
  const longest = Math.max(...texts.map(widthOf));
  const room = (right - left) * Math.max(0.2, longest * 0.03);
  const series = (name: string, value: (span: Span, index: number) => number, seen: boolean) => ({
    name,
    type: 'bar' as const,
    stack: 'steps',
    barMaxWidth: 22 * chart.scale,
    silent: !seen,
    data: spans.map((span, index) =>
      seen ? styled(index, value(span, index)) : { value: value(span, index), itemStyle: { color: 'transparent' } },
    ),
  });
  return {
    aria: { enabled: true },
    animation: false,
    textStyle: { fontFamily: FONT, fontSize },
    grid: { left: 4, right: 12 * chart.scale, top: 4, bottom: 4, outerBoundsMode: 'same', containLabel: true },
    tooltip: {
      trigger: 'axis',
      confine: true,
      axisPointer: { type: 'shadow' },
      backgroundColor: colours.surface,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontSize },
      formatter: (points: unknown) => {
        const index = (points as { dataIndex: number }[])[0]?.dataIndex ?? 0;
        const end = spans[index]?.to ?? 0;
        const reached = index > 0 && index < last ? `<br><small>→ ${escapeHtml(chart.exact(end))}</small>` : '';
        return `${escapeHtml(titles[index] ?? '')}&ensp;<b>${escapeHtml(texts[index] ?? '')}</b>${reached}`;
      },
    },
    xAxis: {
      type: 'value',
      ...(start === 0 ? {} : { min: start }),
      max: (extent: { max: number }) => (extent.max <= 0 ? extent.max : Math.max(extent.max, right) + room),
      axisLabel: {
        color: colours.muted,
        fontSize,
        hideOverlap: true,
        showMaxLabel: false,
        formatter: (value: number) => chart.axis(value),
      },
      splitLine: { lineStyle: { color: colours.split } },
      splitNumber: 4,
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: titles,
      axisLabel: { color: colours.text, fontSize, width: 118 * chart.scale, overflow: 'truncate', interval: 0 },
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
    },
    series: [
      // What stands under a step: nothing where the step crosses zero.
      series(
        'under',
        ({ from, to }) => (from > 0 && to > 0 ? Math.min(from, to) : from < 0 && to < 0 ? Math.max(from, to) : 0),
        false,
      ),
      series(
        'above',
        ({ from, to }) => {
          const high = Math.max(from, to, 0);
          return high - Math.max(Math.min(from, to), 0);
        },
        true,
      ),
      series(
        'below',
        ({ from, to }) => {
          const low = Math.min(from, to, 0);
          return low - Math.min(Math.max(from, to), 0);
        },
        true,
      ),
      {
        // Carries the labels at the right end of every bar.
        name: 'labels',
        type: 'bar',
        silent: true,
        barGap: '-100%',
        barMaxWidth: 22 * chart.scale,
        itemStyle: { color: 'transparent' },
        data: spans.map((span) => Math.max(span.from, span.to, 0)),
        label: {
          show: true,
          position: 'right',
          color: colours.text,
          fontSize,
          formatter: (point: unknown) => texts[(point as { dataIndex: number }).dataIndex] ?? '',
        },
      },
    ],
  };
}

/** The width of a text in letters; a Chinese one is as wide as two others. */
function widthOf(text: string): number {
  return Array.from(text).reduce((width, letter) => width + (letter.charCodeAt(0) > 0x2e7f ? 2 : 1), 0);
}
