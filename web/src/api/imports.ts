import type { Bilingual } from '@/lib/i18n/language';

import { change, get, upload } from './http';

export interface ImportFormat {
  id: string;
  title?: Bilingual;
  hint?: Bilingual;
  /** Whether a mapping file has to come with the data. */
  mapping?: boolean;
}

export type ImportState = 'queued' | 'running' | 'done' | 'failed' | 'undoing' | 'undone';

export interface Facts {
  added: number;
  revised: number;
  unchanged: number;
}

/** Rows of one table of an import that is taken back. */
export interface UndoneRows {
  removed: number;
  /** What the import had replaced. */
  restored: number;
  kept: number;
}

export interface ImportUndo {
  by: string;
  askedAt: string;
  /** Null until it is through. */
  tables: Record<string, UndoneRows> | null;
  /** Why nothing was changed. */
  error: Reason | null;
}

export interface LaterImport {
  /** Null for events and webhooks. */
  id: string | null;
  files: string[];
  rows: number;
}

/** What taking an import back would do. */
export interface UndoPreview {
  tables: Record<string, UndoneRows>;
  /** How many telephone numbers and e-mail addresses go with it. */
  contacts: number;
  /** Imports that have replaced rows of it since. */
  staying: LaterImport[];
  /** Imports that have found rows of the same tables unchanged since. */
  repeating: LaterImport[];
}

export interface ImportRun {
  id: string;
  state: ImportState;
  format: string;
  shop: string;
  files: string[];
  /** Compressed bytes. */
  bytesDone: number;
  bytesTotal: number;
  read: number;
  accepted: number;
  rejected: number;
  /** Rows that are no data, such as totals; read = accepted + rejected + skipped. */
  skipped: number;
  facts: Record<string, Facts> | null;
  eventTypes: Record<string, number> | null;
  error: Reason | null;
  by: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** The run whose rejected rows it takes in once more. */
  mends: string | null;
  /** The run that has taken its rejected rows in once more. */
  mendedBy: string | null;
  undo: ImportUndo | null;
}

export interface Reason {
  code: string;
  message: string;
  arguments: Record<string, unknown>;
}

export interface QuarantineRow {
  /** Its place among all rejected rows of the run. */
  row: number;
  file: string;
  line: number;
  reason: Reason;
  /** In the columns of its file. */
  cells: string[];
  raw: string;
}

export interface Quarantine {
  total: number;
  rows: QuarantineRow[];
  /** The files that have rejected rows. */
  files: string[];
  /** Of each of these files. */
  columns: string[][];
}

export interface MendedRow {
  row: number;
  cells: string[];
}

export interface ImportOrder {
  format: string;
  shop: string;
  files: File[];
  map: File | null;
}

/** Whether a run may have rows in the warehouse that can be taken back. */
export function isKept(run: Pick<ImportRun, 'state' | 'error'>): boolean {
  return run.state === 'done' || (run.state === 'failed' && run.error?.code === 'ingest.interrupted_after_commit');
}

/** Whether a run still moves. */
export function isOpen(run: Pick<ImportRun, 'state'>): boolean {
  return run.state === 'queued' || run.state === 'running' || run.state === 'undoing';
}

export async function listFormats(signal?: AbortSignal): Promise<ImportFormat[]> {
  const formats = await get<(ImportFormat | string)[]>('/api/imports/formats', signal);
  return formats.map((format) => (typeof format === 'string' ? { id: format } : format));
}

/** The server lands each file in a folder of its own; people know it by its name. */
const named = (run: ImportRun): ImportRun => ({
  ...run,
  files: run.files.map((file) => file.slice(file.lastIndexOf('/') + 1)),
});

export const listImports = async (signal?: AbortSignal) =>
  (await get<ImportRun[]>('/api/imports?limit=50', signal)).map(named);

export const readImport = async (id: string, signal?: AbortSignal) =>
  named(await get<ImportRun>(`/api/imports/${encodeURIComponent(id)}`, signal));

export const readQuarantine = (id: string, limit: number, offset: number, signal?: AbortSignal) =>
  get<Quarantine>(`/api/imports/${encodeURIComponent(id)}/quarantine?limit=${limit}&offset=${offset}`, signal);

const undoAddress = (id: string) => `/api/imports/${encodeURIComponent(id)}/undo`;

export const readUndo = (id: string, signal?: AbortSignal) => get<UndoPreview>(undoAddress(id), signal);

/** Begins to take a run back. */
export const undoImport = (id: string) => change<{ id: string }>('POST', undoAddress(id));

/** One file at a time: files of one run may have different columns. */
export const quarantineAddress = (id: string, file: string) =>
  `/api/imports/${encodeURIComponent(id)}/quarantine.csv?file=${encodeURIComponent(file)}`;

/** Takes all rejected rows of a run in once more, some of them mended. */
export const retryRejected = (id: string, rows: readonly MendedRow[]) =>
  change<{ id: string }>('POST', `/api/imports/${encodeURIComponent(id)}/quarantine/retry`, { rows });

export function startImport(
  order: ImportOrder,
  progressed: (share: number) => void,
  signal: AbortSignal,
): Promise<{ id: string }> {
  const form = new FormData();
  form.set('format', order.format);
  form.set('shop', order.shop);
  if (order.map !== null) {
    form.set('map', order.map);
  }
  for (const file of order.files) {
    form.append('file', file, file.name);
  }
  return upload<{ id: string }>('/api/imports', form, progressed, signal);
}
