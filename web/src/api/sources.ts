import { change, get } from './http';
import type { Reason } from './imports';

export type SourceKind = 'shopify' | 'woocommerce' | 'signed';

/** Where a shop system sends its webhooks. */
export interface Source {
  /** The last part of its address. */
  id: string;
  shop: string;
  kind: SourceKind;
  name: string;
  state: 'active' | 'paused';
  /** Of a program of one's own; the others bring theirs. */
  mapping: string | null;
  createdAt: string;
  createdBy: string;
  accepted: number;
  rejected: number;
  /** Durable, and not in the warehouse yet. */
  waiting: number;
  /** Requests without a good signature. */
  refused: number;
  /** Arrival of the oldest delivery that was taken and can be read again. */
  keptSince: string | null;
  lastDeliveryAt: string | null;
  lastLagMillis: number | null;
  lastError: Reason | null;
  lastErrorAt: string | null;
}

export interface SourceDraft {
  shop: string;
  kind: SourceKind;
  name: string;
  secret?: string;
  mapping?: string;
}

/** The secret is told this once, and not at all where it was brought along. */
export interface MadeSource {
  source: Source;
  secret: string | null;
}

export interface RejectedDelivery {
  id: string;
  topic: string;
  receivedAt: string;
  bytes: number;
  reason: Reason;
}

export interface PrivacyRequest {
  id: string;
  source: string;
  sourceName: string;
  shop: string;
  kind: 'customer-data' | 'redact-customer' | 'redact-shop';
  customer: string | null;
  orders: string[];
  receivedAt: string;
  dueAt: string;
  /** Kept texts that were deleted at once. */
  dropped: number;
  doneAt: string | null;
  doneBy: string | null;
}

const at = (id: string) => `/api/sources/${encodeURIComponent(id)}`;

export const hookAddress = (origin: string, id: string) => `${origin}/v1/hooks/${id}`;

export const listSources = (signal?: AbortSignal) => get<Source[]>('/api/sources', signal);

export const createSource = (draft: SourceDraft) => change<MadeSource>('POST', '/api/sources', draft);

export const pauseSource = (id: string) => change<Source>('POST', `${at(id)}/pause`);

export const resumeSource = (id: string) => change<Source>('POST', `${at(id)}/resume`);

/** Has what came since then read again. */
export const replaySource = (id: string, from: string) =>
  change<{ replayed: number }>('POST', `${at(id)}/replay`, { from });

export const renewSecret = (id: string, secret: string) => change<MadeSource>('PUT', `${at(id)}/secret`, { secret });

export const changeMapping = (id: string, mapping: string) => change<Source>('PUT', `${at(id)}/mapping`, { mapping });

export const deleteSource = (id: string) => change<undefined>('DELETE', at(id));

export const listRejected = (id: string, signal?: AbortSignal) => get<RejectedDelivery[]>(`${at(id)}/rejected`, signal);

export const readMessage = async (id: string, delivery: string, signal?: AbortSignal) =>
  (await get<{ body: string }>(`${at(id)}/rejected/${encodeURIComponent(delivery)}`, signal)).body;

/** One rejected delivery, or all of the source. */
export const retryRejected = (id: string, delivery: string | null) =>
  change<{ taken: number }>(
    'POST',
    delivery === null ? `${at(id)}/rejected/retry` : `${at(id)}/rejected/${encodeURIComponent(delivery)}/retry`,
  );

export const listPrivacyRequests = (signal?: AbortSignal) =>
  get<PrivacyRequest[]>('/api/sources/privacy-requests', signal);

export const notePrivacyDone = (id: string) =>
  change<undefined>('POST', `/api/sources/privacy-requests/${encodeURIComponent(id)}/done`);
