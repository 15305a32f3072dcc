import type { Bilingual } from '@/lib/i18n/language';

import { change, get, upload } from './http';
import type { Facts } from './imports';

export type FieldType = 'TEXT' | 'ID' | 'AMOUNT' | 'NUMBER' | 'INTEGER' | 'TIME' | 'DAY';

export interface KindField {
  name: string;
  type: FieldType;
  title: Bilingual;
  /** Whether there is no fact without it. */
  needed: boolean;
  /** Whether it is the row's own id, made up where the file has none. */
  identity: boolean;
  /** The name of its vocabulary, or null. */
  values: string | null;
}

export interface RowKind {
  id: string;
  table: string;
  title: Bilingual;
  fields: KindField[];
}

export interface Word {
  id: string;
  title: Bilingual;
}

/** What the rows of a file can be. */
export interface RowKinds {
  kinds: RowKind[];
  vocabularies: Record<string, Word[]>;
  /** Layouts of times beside the usual ones. */
  layouts: string[];
  encodings: string[];
}

/** How a file is read; null is found out. */
export interface Reading {
  delimiter: string | null;
  sheet: string | null;
  encoding: string | null;
  /** From 1; 0 for none. */
  headerRow: number | null;
}

export type From = 'COLUMN' | 'CONSTANT' | 'NOW' | 'LINE' | 'ORDER';

/** Where the value of a field comes from. */
export interface Origin {
  from: From;
  column: number | null;
  value: string | null;
  pattern: string | null;
  decimalComma: boolean;
  round: boolean;
  /** The file's words to ours. */
  values: Record<string, string> | null;
}

export interface Skip {
  column: number;
  words: string[];
}

export interface Draft {
  name: string;
  kind: string;
  reading: Reading;
  columns: string[];
  fields: Record<string, Origin>;
  key: number[];
  split: { column: number; by: string } | null;
  skips: Skip[];
  zone: string | null;
  currency: string | null;
}

export interface ColumnView {
  header: string;
  kind: 'text' | 'long_text' | 'integer' | 'number' | 'time' | 'empty';
  pattern: string | null;
  decimalComma: boolean;
  unique: boolean;
  samples: string[];
  /** The different values and how often each stands; empty if they are too many. */
  words: Record<string, number>;
}

export interface Preview {
  file: string;
  sheets: string[];
  reading: Reading;
  columns: ColumnView[];
  rows: string[][];
  read: number;
  /** Whether all rows were looked at. */
  complete: boolean;
  drafts: { draft: Draft; score: number }[];
}

export interface Example {
  line: number;
  raw: string;
  message: string;
  arguments: Record<string, unknown>;
}

/** What an import would do. */
export interface Rehearsal {
  read: number;
  accepted: number;
  rejected: number;
  /** Rows that are no data, such as totals. */
  skipped: number;
  facts: Record<string, Facts>;
  reasons: { code: string; rows: number; examples: Example[] }[];
}

export interface OwnFormat {
  name: string;
  columns: string[];
  mapping: string;
  createdAt: string;
  createdBy: string;
}

export const readKinds = (signal?: AbortSignal) => get<RowKinds>('/api/imports/mapping/kinds', signal);

function form(file: File, fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    data.set(name, value);
  }
  data.set('file', file, file.name);
  return data;
}

const silent = () => undefined;

export const previewFile = (file: File, reading: Reading | null, signal: AbortSignal) =>
  upload<Preview>(
    '/api/imports/mapping/preview',
    form(file, reading === null ? {} : { reading: JSON.stringify(reading) }),
    silent,
    signal,
  );

export const rehearse = (file: File, shop: string, draft: Draft, signal: AbortSignal) =>
  upload<Rehearsal>(
    '/api/imports/mapping/rehearsal',
    form(file, { shop, draft: JSON.stringify(draft) }),
    silent,
    signal,
  );

export const mappingText = (draft: Draft) => change<{ mapping: string }>('POST', '/api/imports/mapping/text', draft);

export const listOwnFormats = (signal?: AbortSignal) => get<OwnFormat[]>('/api/imports/own-formats', signal);

export const saveFormat = (draft: Draft) => change<OwnFormat>('POST', '/api/imports/own-formats', draft);

const formatAddress = (name: string) => `/api/imports/own-formats/${encodeURIComponent(name)}`;

export const renameFormat = (name: string, other: string) =>
  change<OwnFormat>('PUT', formatAddress(name), { name: other });

export const deleteFormat = (name: string) => change<undefined>('DELETE', formatAddress(name));
