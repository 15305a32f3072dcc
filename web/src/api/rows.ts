import type { DayRange } from '@/lib/day';
import type { Unit } from '@/lib/figure';
import type { Bilingual } from '@/lib/i18n/language';

import { get } from './http';
import { metricAddress, type Question, type Row } from './metric';

/** Which figure of a question's answer is meant; without more, the whole one. */
export interface Place {
  /** The values of a breakdown's row; null is a value of its own. */
  cell?: Readonly<Record<string, string | null>>;
  /** A period as the answer names it; the question has its grain. */
  period?: string;
  /** The figure that is compared with; the question has a comparison. */
  base?: boolean;
  /** What each day has for itself, added up: who came on two days counts twice. */
  each?: 'day';
  /** What is beyond the first so many rows of the question's breakdown, whose further metrics are the question's. */
  beyond?: number;
}

export type ColumnKind = 'TEXT' | 'DAY' | 'MOMENT' | 'COUNT' | 'NUMBER' | 'AMOUNT';

export interface RowColumn {
  id: string;
  title: Bilingual;
  kind: ColumnKind;
  dimension: string | null;
  /** Whether it is what the row brings to the figure. */
  brings: boolean;
}

export interface RowTotal {
  /** In the formula. */
  name: string;
  column: string;
  title: Bilingual;
  how: 'sum' | 'count' | 'distinct' | 'distinct_by_day';
  value: string;
}

export interface RowPart {
  table: string;
  title: Bilingual;
  /** Whether these are the rows of all values, for a share. */
  whole: boolean;
  rows: number;
  columns: RowColumn[];
  totals: RowTotal[];
}

export interface TracedFigure {
  metric: string;
  range: DayRange;
  unit: Unit;
  currency: string | null;
  value: string | number | null;
  /** Over the totals: their names in braces. */
  formula: string;
  unknown: boolean;
  parts: RowPart[];
}

export interface RowsPage {
  figure: TracedFigure;
  part: number;
  offset: number;
  rows: Row[];
  labels: Record<string, Record<string, Bilingual>>;
  masked: boolean;
  asOf: string;
  version: number;
}

/** More rows than this are not paged through, but in the file. */
export const MOST_BEFORE = 100_000;

/** What names one figure, as the address of a page and that of the server have it. */
export function rowsQuery(question: Question, place: Place = {}): string {
  const query = new URLSearchParams(metricAddress(question).split('?')[1]);
  query.delete('limit');
  query.delete('rest');
  if (place.beyond === undefined) {
    query.delete('ids');
    query.delete('by');
    query.delete('order');
  } else {
    query.set('beyond', String(place.beyond));
  }
  if (place.period === undefined) {
    query.delete('grain');
  } else {
    query.set('period', place.period);
  }
  if (place.each !== undefined) {
    query.set('each', place.each);
  }
  if (place.base === true) {
    query.set('side', 'base');
  } else {
    for (const name of ['compare', 'event', 'compare-from', 'compare-to']) {
      query.delete(name);
    }
  }
  for (const [dimension, value] of Object.entries(place.cell ?? {})) {
    query.append('cell', `${dimension}=${value ?? ''}`);
  }
  return new URLSearchParams([['metric', question.metrics[0] ?? ''], ...query]).toString();
}

/** A file of all rows. */
export function rowsFile(figure: string, format: 'csv' | 'xlsx', language: string): string {
  return `/api/metric/rows?${figure}&format=${format}&language=${language}`;
}

/** Some rows of one part. */
export function readRows(
  figure: string,
  page: { part: number; offset: number; limit: number },
  signal?: AbortSignal,
): Promise<RowsPage> {
  const { part, offset, limit } = page;
  return get<RowsPage>(`/api/metric/rows?${figure}&part=${part}&offset=${offset}&limit=${limit}`, signal);
}
