import type { Bilingual } from '@/lib/i18n/language';

import { get, upload } from './http';

export interface ImportFormat {
  id: string;
  title?: Bilingual;
  hint?: Bilingual;
  /** Whether a mapping file has to come with the data. */
  mapping?: boolean;
}

export type ImportState = 'queued' | 'running' | 'done' | 'failed';

export interface Facts {
  added: number;
  revised: number;
  unchanged: number;
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
  facts: Record<string, Facts> | null;
  eventTypes: Record<string, number> | null;
  error: Reason | null;
  by: string;
  startedAt: string | null;
  finishedAt: string | null;
}

export interface Reason {
  code: string;
  message: string;
  arguments: Record<string, unknown>;
}

export interface QuarantineRow {
  file: string;
  line: number;
  reason: Reason;
  raw: string;
}

export interface Quarantine {
  total: number;
  rows: QuarantineRow[];
  /** The files that have rejected rows. */
  files: string[];
}

export interface ImportOrder {
  format: string;
  shop: string;
  files: File[];
  map: File | null;
}

/** Whether a run still moves. */
export function isOpen(run: Pick<ImportRun, 'state'>): boolean {
  return run.state === 'queued' || run.state === 'running';
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

/** One file at a time: files of one run may have different columns. */
export const quarantineAddress = (id: string, file: string) =>
  `/api/imports/${encodeURIComponent(id)}/quarantine.csv?file=${encodeURIComponent(file)}`;

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
