import type { Day, DayRange, Grain } from '@/lib/day';
import type { Change, Figure } from '@/lib/figure';
import type { Bilingual } from '@/lib/i18n/language';

import { get } from './http';

export type Comparison = 'previous' | 'last-year';

/** A value to keep of a dimension. */
export interface Condition {
  dimension: string;
  value: string;
}

export interface Question {
  metrics: readonly string[];
  range: DayRange;
  shop?: string | undefined;
  by?: readonly string[];
  where?: readonly Condition[];
  grain?: Grain | undefined;
  compare?: Comparison | undefined;
  /** Sort by this metric, descending. */
  order?: string | undefined;
  limit?: number | undefined;
}

/** A row: dimension ids, `period`, metric ids, `<id>_base` and `<id>_change`. */
export type Row = Record<string, string | number | boolean | null>;

export interface Note {
  code: string;
  metric: string;
  arguments: Record<string, unknown>;
}

export interface Answer {
  rows: Row[];
  range: DayRange;
  base: DayRange | null;
  currency: string | null;
  notes: Note[];
  truncated: boolean;
  asOf: string;
  version: number;
  /** Titles of dimension values that have one. */
  labels: Record<string, Record<string, Bilingual>>;
}

/** The address of a question, also of its CSV file. */
export function metricAddress(question: Question, format?: 'csv'): string {
  const query = new URLSearchParams();
  query.set('ids', question.metrics.join(','));
  query.set('from', question.range.from);
  query.set('to', question.range.to);
  if (question.shop !== undefined) {
    query.set('shop', question.shop);
  }
  if (question.by !== undefined && question.by.length > 0) {
    query.set('by', question.by.join(','));
  }
  for (const condition of question.where ?? []) {
    query.append('where', `${condition.dimension}=${condition.value}`);
  }
  if (question.grain !== undefined) {
    query.set('grain', question.grain);
  }
  if (question.compare !== undefined) {
    query.set('compare', question.compare);
  }
  if (question.order !== undefined) {
    query.set('order', question.order);
  }
  if (question.limit !== undefined) {
    query.set('limit', String(question.limit));
  }
  if (format !== undefined) {
    query.set('format', format);
  }
  return `/api/metric?${query.toString()}`;
}

export const askMetric = (question: Question, signal?: AbortSignal) => get<Answer>(metricAddress(question), signal);

/** The figure of a metric in a row. */
export function figure(row: Row | undefined, key: string): Figure {
  const value = row?.[key];
  return typeof value === 'boolean' ? null : value;
}

/** The change of a metric in a row. */
export function changeOf(row: Row | undefined, metric: string): Change {
  const value = row?.[`${metric}_change`];
  return typeof value === 'boolean' ? null : value;
}

/** The state of the warehouse; a new number means that figures may have moved. */
export interface Version {
  warehouse: number;
  /** The day of each shop, by id. */
  today: Record<string, Day>;
  /** Whether the figures do not show what came in, because they could not be worked out. */
  behind: boolean;
  /** The parts of the server that do not answer now: `warehouse`, `log`. */
  away: string[];
  /** What parts of the server tell of their troubles. */
  problems: { code: string; message: string; arguments: Record<string, string | number> }[];
}

export const readVersion = (signal?: AbortSignal) => get<Version>('/api/version', signal);
