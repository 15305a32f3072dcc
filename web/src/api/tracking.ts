import { get } from './http';
import type { Reason } from './imports';

/** An event as it reached the server a moment ago. */
export interface SeenEvent {
  id: number;
  receivedAt: string;
  /** Null if its key is nobody's. */
  shop: string | null;
  /** Without its middle. */
  key: string;
  keyName: string | null;
  protocol: string;
  client: string | null;
  state: 'taken' | 'rejected' | 'ignored' | 'withheld';
  name: string | null;
  /** The columns of its fact; empty without one. */
  fact: Record<string, string>;
  order: string | null;
  customer: boolean;
  reason: Reason | null;
  /** As it was sent, personal data masked; null if it was too long to be kept. */
  raw: unknown;
}

export interface SeenEvents {
  /** Each process of the server counts for itself. */
  process: string;
  last: number;
  /** How many events were not kept in the last thirty days, because their people do not consent. */
  withheld: number;
  events: SeenEvent[];
}

/** A key that stands in pages, and so is no secret. */
export interface PageKey {
  key: string;
  shop: string;
  name: string;
}

/** What came since an answer; without one, what the server still knows. */
export const listSeenEvents = (since: { process: string; last: number } | null, signal?: AbortSignal) =>
  get<SeenEvents>(
    `/api/tracking/events${since === null ? '' : `?process=${encodeURIComponent(since.process)}&after=${since.last}`}`,
    signal,
  );

export const listPageKeys = (signal?: AbortSignal) => get<PageKey[]>('/api/tracking/keys', signal);
