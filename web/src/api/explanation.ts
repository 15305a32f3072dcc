import type { DayRange } from '@/lib/day';
import type { Figure, Unit } from '@/lib/figure';
import type { Bilingual } from '@/lib/i18n/language';

import { get } from './http';
import { metricAddress, type Note, type Question } from './metric';

/** One of the things that a figure is made of. */
export interface Factor {
  /** A metric, or `numerator` and `denominator` where that is none. */
  metric: string;
  title: Bilingual | null;
  unit: Unit;
  /** Whether it is taken off. */
  minus: boolean;
  base: Figure;
  current: Figure;
  effect: string | number;
}

export interface Factors {
  kind: 'product' | 'sum' | 'ratio';
  change: string | number;
  parts: Factor[];
}

/** What a value of the dimension did; shares, mix and rate only of ratios. */
export interface Part {
  value: string | null;
  title: Bilingual | null;
  base: Figure;
  current: Figure;
  baseShare: number | null;
  share: number | null;
  mix: string | number | null;
  rate: string | number | null;
  effect: string | number;
}

export interface Contributions {
  by: string;
  kind: 'sum' | 'mix_rate';
  change: string | number;
  parts: Part[];
  others: (Pick<Part, 'mix' | 'rate' | 'effect'> & { count: number }) | null;
  /** What is left because things count under several values. */
  overlap: string | number | null;
}

/** Why a figure changed; the effects of a section add up to its change. */
export interface Explanation {
  metric: string;
  unit: Unit;
  currency: string | null;
  range: DayRange;
  base: DayRange | null;
  figures: { base: Figure; current: Figure; change: string | number | null };
  factors: Factors | null;
  contributions: Contributions | null;
  notes: Note[];
  asOf: string;
  version: number;
}

/** Asked like a figure, of one metric and by one dimension at most. */
export type ExplanationQuestion = Pick<Question, 'range' | 'shop' | 'where' | 'compare' | 'event' | 'against'> & {
  metric: string;
  by: string | undefined;
  limit: number;
};

export function explanationAddress({ metric, by, ...rest }: ExplanationQuestion): string {
  const query = new URLSearchParams(
    metricAddress({ metrics: [metric], by: by === undefined ? [] : [by], ...rest }).split('?')[1],
  );
  query.delete('ids');
  query.set('metric', metric);
  return `/api/explanation?${query.toString()}`;
}

export const readExplanation = (question: ExplanationQuestion, signal?: AbortSignal) =>
  get<Explanation>(explanationAddress(question), signal);
