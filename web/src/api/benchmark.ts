import type { Day, DayRange } from '@/lib/day';

import { change, get } from './http';
import { metricAddress, type Question } from './metric';

/** What the numbers of a benchmark are: the figure itself, or its change. */
export const BASES = ['value', 'previous', 'last-year'] as const;
export type Basis = (typeof BASES)[number];

/** A figure of the industry. */
export interface Benchmark {
  id: string;
  metric: string;
  /** A path; empty for the whole industry. */
  category: string;
  basis: Basis;
  from: Day;
  to: Day;
  value: number;
  p25: number | null;
  p50: number | null;
  p75: number | null;
  source: string;
  by: string;
  at: string;
}

/** Where a figure of the shop stands. */
export interface Position {
  metric: string;
  basis: Basis;
  category: string;
  days: DayRange;
  source: string;
  value: number;
  own: number | null;
  /** Where `points`, a share of one: 0.01 is one point; else a share of the benchmark. */
  gap: number | null;
  points: boolean;
  position: 'above' | 'below' | 'equal' | null;
  /** 1, the lowest, to 4. */
  quarter: number | null;
  /** Whether its period ended too long before. */
  stale: boolean;
  currency: string | null;
}

export interface Standing {
  positions: Position[];
  version: number;
}

/** A row of a file that breaks a rule. */
export interface WrongRow {
  line: number;
  column: string;
  value: string;
  rule: string;
  maybe: string;
}

export type StandingQuestion = Pick<Question, 'metrics' | 'range' | 'shop' | 'where'>;

export function readStanding(question: StandingQuestion, signal?: AbortSignal) {
  const query = new URLSearchParams(metricAddress(question).split('?')[1]);
  query.delete('ids');
  query.set('metrics', question.metrics.join(','));
  return get<Standing>(`/api/benchmark?${query.toString()}`, signal);
}

export const listBenchmarks = (signal?: AbortSignal) => get<Benchmark[]>('/api/benchmark/all', signal);

export const importBenchmarks = (csv: string) => change<{ rows: number }>('POST', '/api/benchmark/import', { csv });

export const deleteBenchmark = (id: string) => change<undefined>('DELETE', `/api/benchmark/${encodeURIComponent(id)}`);
