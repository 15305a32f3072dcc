import type { Unit } from '@/lib/figure';
import type { Bilingual } from '@/lib/i18n/language';

import { get } from './http';

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

export const readDictionary = (signal?: AbortSignal) => get<Dictionary>('/api/dictionary', signal);
