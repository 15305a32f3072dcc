import type { Bilingual } from '@/lib/i18n/language';

import { get } from './http';
import { metricAddress, type Question } from './metric';

/** Facts of one table that came, went or are others now. */
export interface Because {
  table: string;
  title: Bilingual;
  how: 'added' | 'changed' | 'removed';
  facts: number;
  /** The first of them. */
  ids: string[];
  /** The runs that brought the first of them, where they are known. */
  loads: string[];
}

/** A figure of a day that was over and is another one now. */
export interface Restatement {
  metric: string;
  day: string;
  from: string | number | null;
  to: string | number | null;
  /** Null where the rows were not looked for. */
  because: Because[] | null;
}

export interface Restatements {
  since: string;
  now: string;
  currency: string | null;
  changes: Restatement[];
  truncated: boolean;
}

/** What is another figure now than it was known at a moment. */
export function readRestatements(question: Question, since: string, signal?: AbortSignal): Promise<Restatements> {
  const query = metricAddress(question).split('?')[1] ?? '';
  return get<Restatements>(`/api/metric/restatements?${query}&since=${encodeURIComponent(since)}`, signal);
}
