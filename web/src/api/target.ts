import type { Day, DayRange } from '@/lib/day';
import type { Figure } from '@/lib/figure';

import { change, get } from './http';
import type { Condition } from './metric';

/** What a target is about: a shop's figure, or the part of it where a dimension has a value. */
export interface TargetKey {
  shop: string;
  metric: string;
  dimension: string;
  value: string;
}

/** How far a figure has come over some days. */
export interface Progress {
  target: Figure;
  actual: Figure;
  attainment: number | null;
  /** The target of the days that are over. */
  expected: Figure;
  /** What these days brought by what they were to bring. */
  pace: number | null;
  landing: Figure;
  low: Figure;
  high: Figure;
  basis: 'sum' | 'day_sum' | 'level' | null;
  shape: Shape | null;
  /** How many of the days are over. */
  over: number;
  days: number;
  /** Why there is no target or no actual. */
  why: string | null;
  /** Why nothing is foretold, or only without an interval. */
  whyNoLanding: string | null;
}

export type Shape = 'last_year' | 'partly' | 'even';

export interface TargetState {
  today: Day | null;
  figures: Record<string, Progress>;
}

export type PeriodKind = 'year' | 'quarter' | 'month' | 'day';

/** A year, quarter, month or day with what it is to bring and what it brought. */
export interface TargetPeriod extends DayRange {
  /** `2026`, `2026-Q1`, `2026-03` or `2026-03-05`. */
  period: string;
  kind: PeriodKind;
  /** What somebody gave; null where it is spread. */
  given: Figure;
  target: Figure;
  actual: Figure;
  attainment: number | null;
  by: string | null;
  at: string | null;
}

export interface TargetYear extends TargetKey {
  year: number;
  basis: 'sum' | 'day_sum' | 'level';
  shape: Shape | null;
  /** How many days of last year the shape knows. */
  known: number;
  today: Day;
  periods: TargetPeriod[];
}

export interface ListedTarget extends TargetKey {
  /** How many periods have a target of their own. */
  given: number;
}

/** Why a line of a file is refused. */
export interface LineError {
  line: number;
  column: string;
  value: string;
  code: string;
  arguments: Record<string, unknown>;
  message: string;
}

export interface ImportReport {
  rows: number;
  added: number;
  changed: number;
  same: number;
  imported: boolean;
  errors: LineError[];
  wrong: number;
}

function partOf({ shop, metric, dimension, value }: TargetKey): URLSearchParams {
  const query = new URLSearchParams({ shop, metric });
  if (dimension !== '') {
    query.set('dimension', dimension);
    query.set('value', value);
  }
  return query;
}

export const listTargets = (year: number, signal?: AbortSignal) =>
  get<ListedTarget[]>(`/api/target?year=${year}`, signal);

export function readTargetYear(key: TargetKey, year: number, signal?: AbortSignal) {
  const query = partOf(key);
  query.set('year', String(year));
  return get<TargetYear>(`/api/target/year?${query.toString()}`, signal);
}

export interface StateQuestion {
  metrics: readonly string[];
  range: DayRange;
  shop?: string | undefined;
  where?: readonly Condition[];
}

export function readTargetState(question: StateQuestion, signal?: AbortSignal) {
  const query = new URLSearchParams({
    ids: question.metrics.join(','),
    from: question.range.from,
    to: question.range.to,
  });
  if (question.shop !== undefined) {
    query.set('shop', question.shop);
  }
  for (const { dimension, value } of question.where ?? []) {
    query.append('where', `${dimension}=${value}`);
  }
  return get<TargetState>(`/api/target/state?${query.toString()}`, signal);
}

export const putTarget = (key: TargetKey, period: string, target: string) =>
  change<undefined>('PUT', '/api/target', { ...key, period, target });

export function deleteTarget(key: TargetKey, period: string) {
  const query = partOf(key);
  query.set('period', period);
  return change<undefined>('DELETE', `/api/target?${query.toString()}`);
}

export const importTargets = (csv: string, dryRun: boolean) =>
  change<ImportReport>('POST', '/api/target/import', { csv, dryRun });
