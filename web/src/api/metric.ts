import type { Day, DayRange, Grain } from '@/lib/day';
import type { Change, Figure } from '@/lib/figure';
import type { Bilingual } from '@/lib/i18n/language';

import { get } from './http';

export const COMPARISONS = [
  'previous',
  'previous-weekday',
  'last-month',
  'last-year',
  'last-year-weekday',
  'event',
  'custom',
] as const;

export type Comparison = (typeof COMPARISONS)[number];

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
  /** The event of the comparison `event`; the one that the days lie in if absent. */
  event?: string | undefined;
  /** The days of the comparison `custom`. */
  against?: DayRange | undefined;
  /** Sort by this metric, descending. */
  order?: string | undefined;
  limit?: number | undefined;
  /** Whether to tell what is beyond the limit, and the total. */
  rest?: boolean | undefined;
  /** The moment whose knowledge answers; now if absent. */
  asOf?: string | undefined;
}

/** What makes the rows of a breakdown whole; every figure is worked out anew, never added up. */
export interface Whole {
  /** How many values are not among the rows. */
  others: number;
  /** Their figures together; null if there are none. */
  rest: Row | null;
  total: Row;
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
  /** Only if it was asked for. */
  whole: Whole | null;
  /** Titles of dimension values that have one. */
  labels: Record<string, Record<string, Bilingual>>;
  /** The first base day or hour beside each period; a period without a base is absent. */
  basePeriods: Record<string, string>;
}

/** The address of a question, also of its file; a workbook has its heads in a language. */
export function metricAddress(question: Question, format?: 'csv' | 'xlsx', language?: string): string {
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
    if (question.compare === 'event' && question.event !== undefined) {
      query.set('event', question.event);
    }
    if (question.compare === 'custom' && question.against !== undefined) {
      query.set('compare-from', question.against.from);
      query.set('compare-to', question.against.to);
    }
  }
  if (question.order !== undefined) {
    query.set('order', question.order);
  }
  if (question.limit !== undefined) {
    query.set('limit', String(question.limit));
  }
  if (question.rest === true) {
    query.set('rest', 'true');
  }
  if (question.asOf !== undefined) {
    query.set('as-of', question.asOf);
  }
  if (language !== undefined) {
    query.set('language', language);
  }
  if (format !== undefined) {
    query.set('format', format);
  }
  return `/api/metric?${query.toString()}`;
}

export const askMetric = (question: Question, signal?: AbortSignal) => get<Answer>(metricAddress(question), signal);

/** A value that was found in a long list. */
export interface FoundValue {
  value: string;
  title: Bilingual | null;
}

/** The values of a dimension in whose key or title the text occurs, 50 at most. */
export function findValues(
  dimension: string,
  text: string,
  shop: string | undefined,
  signal?: AbortSignal,
): Promise<FoundValue[]> {
  const query = new URLSearchParams({ q: text });
  if (shop !== undefined) {
    query.set('shop', shop);
  }
  return get<FoundValue[]>(`/api/dimension/${encodeURIComponent(dimension)}/values?${query.toString()}`, signal);
}

/** The figure of a metric in a row. */
export function figure(row: Row | undefined, key: string): Figure {
  const value = row?.[key];
  return typeof value === 'boolean' ? null : value;
}

/** The value of a dimension in a row; null is one of its own. */
export function valueOf(row: Row, dimension: string): string | null {
  const value = row[dimension];
  return value === null || value === undefined ? null : String(value);
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

/** What is said of a figure of the running day. */
export type FigureState = 'normal' | 'abnormal' | 'not_enough_history' | 'not_yet' | 'not_comparable';

/** A figure of the running day's full hours and its band, which is null unless it was judged. */
export interface Judged {
  state: FigureState;
  value: string | number | null;
  low: number | null;
  high: number | null;
  /** How many of the weekdays before stand behind the band. */
  days: number;
}

export interface States {
  day: Day | null;
  /** HH:mm:ss, up to where the full hours go. */
  until: string | null;
  figures: Record<string, Judged>;
}

export function readStates(metrics: readonly string[], shop: string | undefined, signal?: AbortSignal) {
  const query = new URLSearchParams({ ids: metrics.join(','), ...(shop === undefined ? {} : { shop }) });
  return get<States>(`/api/metric/state?${query.toString()}`, signal);
}

/** A paid order without anything personal. */
export interface PaidOrder {
  at: string;
  region: Bilingual | null;
  product: Bilingual | null;
  amount: string;
  currency: string;
}

export function readLatestOrders(shop: string | undefined, limit: number, signal?: AbortSignal) {
  const query = new URLSearchParams({ limit: String(limit), ...(shop === undefined ? {} : { shop }) });
  return get<PaidOrder[]>(`/api/orders/latest?${query.toString()}`, signal);
}
