import type { Day } from '@/lib/day';
import { change, get } from './http';

/** What was chosen for a kind of facts. */
export interface ChosenRetention {
  /** Null for no limit. */
  days: number | null;
  changedBy: string;
  changedAt: string;
  /** When facts were deleted last; null if none ever were. */
  deletedAt: string | null;
  /** The first day that stayed then. */
  deletedBefore: Day | null;
  deletedRows: number | null;
}

export const RETAINED = ['visits', 'orders', 'advertising', 'content', 'service', 'stock', 'reports'] as const;

/** A kind of facts. */
export interface Retained {
  data: (typeof RETAINED)[number];
  tables: string[];
  leastDays: number;
  /** Fewer days than these have to be confirmed. */
  usualDays: number;
  /** Null if nothing was ever chosen. */
  chosen: ChosenRetention | null;
}

/** What would be deleted. */
export interface RetentionPreview {
  /** The first day that would stay. */
  before: Day;
  /** The oldest day that there is; null without any. */
  first: Day | null;
  /** How many facts would go, by table. */
  rows: Record<string, number>;
}

export const listRetention = (signal?: AbortSignal) => get<Retained[]>('/api/retention', signal);

export const previewRetention = (data: Retained['data'], days: number, signal?: AbortSignal) =>
  get<RetentionPreview>(`/api/retention/${data}/preview?days=${days}`, signal);

export const chooseRetention = (data: Retained['data'], days: number | null, confirmed: boolean) =>
  change<undefined>('PUT', `/api/retention/${data}`, { days, confirmed });
