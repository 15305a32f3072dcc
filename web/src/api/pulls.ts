import { change, get } from './http';
import type { Reason } from './imports';

export type DatabaseKind = 'postgresql' | 'mysql';

/** Which table of which database is read, and how. */
export interface TablePlace {
  host: string;
  port: number;
  database: string;
  user: string;
  encryption: 'off' | 'required' | 'verified';
  /** With its schema before a point where it needs one. */
  table: string;
  mode: 'incremental' | 'snapshot';
  /** The column that grows with each change; null where the whole table is read. */
  cursor: string | null;
  key: string;
  /** So far each round goes back: seconds of a time, or numbers. */
  overlap: number;
}

/** A table of a database that is read in rounds. */
export interface PulledSource {
  id: string;
  shop: string;
  kind: DatabaseKind;
  name: string;
  table: TablePlace;
  mapping: string;
  intervalSeconds: number;
  state: 'active' | 'paused';
  /** A round is under way, or has the rest of its rows before it. */
  reading: boolean;
  /** How often in a row it could not be read. */
  failures: number;
  nextAt: string;
  reached: string | null;
  readRows: number;
  changedFacts: number;
  rejected: number;
  lastRoundAt: string | null;
  lastLagMillis: number | null;
  lastError: Reason | null;
  lastErrorAt: string | null;
  createdAt: string;
  createdBy: string;
}

export interface PulledSourceDraft {
  shop: string;
  kind: DatabaseKind;
  name: string;
  table: TablePlace;
  /** Empty for the one that is kept. */
  password: string;
  mapping: string;
  intervalSeconds: number;
  startAt?: string;
}

/** What reading would find. */
export interface PullTrial {
  columns: { name: string; type: string }[];
  rows: number;
  facts: number;
  rejected: number;
  reasons: Reason[];
}

export interface RejectedRow {
  id: string;
  place: string;
  receivedAt: string;
  bytes: number;
  reason: Reason;
}

const ALL = '/api/pulled-sources';
const at = (id: string) => `${ALL}/${encodeURIComponent(id)}`;

export const listPulledSources = (signal?: AbortSignal) => get<PulledSource[]>(ALL, signal);

/** Makes a source, or changes the one with this id. */
export const savePulledSource = (id: string | null, draft: PulledSourceDraft) =>
  id === null ? change<PulledSource>('POST', ALL, draft) : change<PulledSource>('PUT', at(id), draft);

/** Tries what was entered; nothing is kept. */
export const tryPulledSource = (id: string | null, draft: PulledSourceDraft) =>
  change<PullTrial>('POST', id === null ? `${ALL}/test` : `${at(id)}/test`, draft);

export const pausePulledSource = (id: string) => change<PulledSource>('POST', `${at(id)}/pause`);

export const resumePulledSource = (id: string) => change<PulledSource>('POST', `${at(id)}/resume`);

export const replayPulledSource = (id: string, from: string) =>
  change<PulledSource>('POST', `${at(id)}/replay`, { from });

export const deletePulledSource = (id: string) => change<undefined>('DELETE', at(id));

export const listRejectedRows = (id: string, signal?: AbortSignal) => get<RejectedRow[]>(`${at(id)}/rejected`, signal);

export const readRejectedRow = async (id: string, row: string, signal?: AbortSignal) =>
  (await get<{ body: string }>(`${at(id)}/rejected/${encodeURIComponent(row)}`, signal)).body;

/** One rejected row, or all of the source. */
export const retryRejectedRows = (id: string, row: string | null) =>
  change<{ taken: number }>(
    'POST',
    row === null ? `${at(id)}/rejected/retry` : `${at(id)}/rejected/${encodeURIComponent(row)}/retry`,
  );
