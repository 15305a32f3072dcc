import type { Day } from '@/lib/day';
import type { Bilingual } from '@/lib/i18n/language';

import { change, download, get } from './http';

export type CheckState = 'ok' | 'too_little' | 'warning' | 'failing';

/** What data is held to. */
export interface QualityRule {
  id: string;
  title: Bilingual;
  text: Bilingual;
  unit: 'times' | 'days' | 'share' | 'deviations' | 'columns';
  warning: number;
  /** Null where it never fails. */
  failing: number | null;
}

/** One rule, held against one thing. */
export interface QualityCheck {
  key: string;
  rule: string;
  shop: string;
  /** Empty for a table that is made from all sources. */
  source: string;
  /** The table; empty where files or deliveries are concerned. */
  fact: string;
  part: string;
  state: CheckState;
  /** The larger, the worse; null if there is too little data. */
  value: number | null;
  warning: number;
  failing: number | null;
  arguments: Record<string, unknown>;
  since: string;
  checkedAt: string;
}

export interface QualityThreshold {
  shop: string;
  rule: string;
  warning: number;
  failing: number | null;
  changedBy: string;
  changedAt: string;
}

export interface QualityBoard {
  /** When the last pass ended; null if there was none. */
  asOf: string | null;
  millis: number | null;
  /** Whether a pass is waited for. */
  running: boolean;
  leftOut: string[];
  rules: QualityRule[];
  facts: { id: string; title: Bilingual }[];
  checks: QualityCheck[];
  thresholds: QualityThreshold[];
}

/** The rows of the last days with what is usual. */
export interface QualitySeries {
  lastAt: string | null;
  lastRecordedAt: string | null;
  days: { day: Day; rows: number; low: number | null; high: number | null }[];
}

/** An order of which two sides do not say the same; amounts are decimal texts. */
export interface OrderDifference {
  order: string;
  day: Day;
  ours: string | null;
  refunded: string;
  theirs: string | null;
  finding: 'ours_missing' | 'theirs_missing' | 'different';
  difference: string;
}

/** Two sources of the same orders. */
export interface Compared {
  comparison: string;
  shop: string;
  ours: string;
  theirs: string;
}

export const readQuality = (signal?: AbortSignal) => get<QualityBoard>('/api/quality', signal);

export const readSeries = async (shop: string, source: string, fact: string, signal?: AbortSignal) =>
  (
    await get<QualitySeries[]>(`/api/quality/series?${new URLSearchParams({ shop, source, fact }).toString()}`, signal)
  )[0] ?? null;

export const startPass = () => change<undefined>('POST', '/api/quality/pass');

export const setThreshold = (threshold: { shop: string; rule: string; warning: number; failing: number | null }) =>
  change<undefined>('PUT', '/api/quality/threshold', threshold);

export const removeThreshold = (shop: string, rule: string) =>
  change<undefined>('DELETE', `/api/quality/threshold?${new URLSearchParams({ shop, rule }).toString()}`);

const queryOf = ({ comparison, shop, ours, theirs }: Compared) =>
  new URLSearchParams({ comparison, shop, ours, theirs }).toString();

export const readDifferences = (compared: Compared, signal?: AbortSignal) =>
  get<OrderDifference[]>(`/api/quality/differences?${queryOf(compared)}`, signal);

export const downloadDifferences = (compared: Compared) =>
  download(`/api/quality/differences.csv?${queryOf(compared)}`, 'differences.csv');
