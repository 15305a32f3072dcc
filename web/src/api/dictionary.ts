import type { Day } from '@/lib/day';
import type { Unit } from '@/lib/figure';
import type { Bilingual } from '@/lib/i18n/language';

import { change, get } from './http';

/** What the dictionary says about a metric. */
export interface Metric {
  id: string;
  title: Bilingual;
  text: Bilingual;
  formula: Bilingual;
  unit: Unit;
  /** Whether more is better. */
  direction: 'up' | 'down' | 'none';
  additivity: string;
  refundBasis: string;
  owner: string;
  /** Where it belongs; `own` for those of a shop. */
  group: string;
  /** Ids of the dimensions that it can be split by. */
  dimensions: string[];
}

export interface Dimension {
  id: string;
  title: Bilingual;
  /** The titles of the values that are known in advance. */
  values: Record<string, Bilingual>;
}

export interface Dictionary {
  metrics: Metric[];
  dimensions: Dimension[];
}

const ofShop = (shop: string | undefined) => (shop === undefined ? '' : `?${new URLSearchParams({ shop }).toString()}`);

/** What can be asked of a shop, or of all that the reader sees. */
export const readDictionary = (shop: string | undefined, signal?: AbortSignal) =>
  get<Dictionary>(`/api/dictionary${ofShop(shop)}`, signal);

export interface MetricLink {
  id: string;
  title: Bilingual;
}

/** What is aggregated in the end. */
export interface MeasureDetail {
  id: string;
  table: string;
  function: 'sum' | 'count' | 'distinct';
  column: string | null;
  /** The column of the shop day by which it counts. */
  dated: string;
  condition: string;
  counting: 'each' | 'repeated' | 'each_day' | 'at_end' | 'since_first' | 'followed' | 'first_time';
}

export interface TableDetail {
  name: string;
  title: Bilingual;
  kind: 'fact' | 'mart';
  /** The file that makes it; empty for what is recorded. */
  transform: string;
  from: string[];
}

/** What is behind a metric. */
export interface MetricDetail {
  id: string;
  group: string;
  kind: string;
  expression: string;
  where: string;
  uses: MetricLink[];
  usedBy: MetricLink[];
  measures: MeasureDetail[];
  /** Facts first, each before what is made of it. */
  tables: TableDetail[];
  changed: { on: Day; by: string | null; why: Bilingual | null };
}

/** A metric with the shop's figures in its formula. */
export interface Example {
  from: Day;
  to: Day;
  value: string | number | null;
  currency: string | null;
  parts: Record<string, { value: string | number | null; unit: Unit }>;
}

const metricPath = (id: string) => `/api/dictionary/metrics/${encodeURIComponent(id)}`;

export const readMetric = (id: string, shop: string | undefined, signal?: AbortSignal) =>
  get<MetricDetail>(`${metricPath(id)}${ofShop(shop)}`, signal);

export const readExample = (id: string, shop: string, signal?: AbortSignal) =>
  get<Example>(`${metricPath(id)}/example${ofShop(shop)}`, signal);

/** A mistake in a shop's own definitions; lines and columns count from 1. */
export interface DefinitionProblem {
  line: number;
  column: number;
  until: number;
  rule: string;
  subject: string;
  value: string;
  maybe: string[];
  message: string;
}

/** What a text adds and what is wrong with it. */
export interface Checked {
  problems: DefinitionProblem[];
  /** Values that the shop's data does not have so far. */
  hints: DefinitionProblem[];
  metrics: { id: string; title: Bilingual; formula: Bilingual; unit: Unit }[];
  dimensions: { id: string; title: Bilingual; groups: Bilingual[] }[];
}

/** A version of a shop's own definitions; 0 where it never had any. */
export interface OwnDefinitions {
  shop: string;
  version: number;
  text: string;
  changedBy: string | null;
  changedAt: string | null;
  editable: boolean;
  checked: Checked;
}

export interface DefinitionVersion {
  version: number;
  changedBy: string;
  changedAt: string;
  metrics: number;
  dimensions: number;
}

const OWN = '/api/dictionary/own';

export const readOwn = (shop: string, signal?: AbortSignal) => get<OwnDefinitions>(`${OWN}${ofShop(shop)}`, signal);

export const listOwnVersions = (shop: string, signal?: AbortSignal) =>
  get<DefinitionVersion[]>(`${OWN}/versions${ofShop(shop)}`, signal);

export const readOwnVersion = (shop: string, version: number, signal?: AbortSignal) =>
  get<OwnDefinitions>(`${OWN}/versions/${String(version)}${ofShop(shop)}`, signal);

export const checkOwn = (shop: string, text: string) => change<Checked>('POST', `${OWN}/check`, { shop, text });

/** Keeps a text over the version that it was written on. */
export const saveOwn = (shop: string, text: string, version: number) =>
  change<OwnDefinitions>('PUT', OWN, { shop, text, version });
