import type { WrongRow } from '@/api/benchmark';
import { Problem } from '@/api/problem';
import type { MessageKey } from '@/lib/i18n/messages';

/** The rows that a refused file is named with; none if it was refused as a whole. */
export function wrongRowsOf(failure: unknown): WrongRow[] {
  if (!(failure instanceof Problem) || failure.code !== 'benchmark.bad_rows') {
    return [];
  }
  const { rows } = failure.values;
  return Array.isArray(rows) ? rows.flatMap((row: unknown) => (isWrongRow(row) ? [row] : [])) : [];
}

function isWrongRow(row: unknown): row is WrongRow {
  if (typeof row !== 'object' || row === null) {
    return false;
  }
  const { line, column, value, rule, maybe } = row as Record<string, unknown>;
  return typeof line === 'number' && [column, value, rule, maybe].every((text) => typeof text === 'string');
}

/** What the page says of each rule. */
export const RULES: Record<string, MessageKey> = {
  metric: 'benchmark.rule.metric',
  day: 'benchmark.rule.day',
  order: 'benchmark.rule.order',
  number: 'benchmark.rule.number',
  share: 'benchmark.rule.share',
  no_percent: 'benchmark.rule.no_percent',
  quartiles: 'benchmark.rule.quartiles',
  quartile_order: 'benchmark.rule.quartile_order',
  basis: 'benchmark.rule.basis',
  category: 'benchmark.rule.category',
  source: 'benchmark.rule.source',
};

/** A file to begin with. */
export const SAMPLE = [
  'metric,category,basis,from,to,value,p25,p50,p75,source',
  'pay_rate,,,2026-01-01,2026-03-31,3.2%,2.1%,3.0%,4.4%,Q1 2026',
  'gmv,美妆,last-year,2026-01-01,2026-03-31,15%,,,,Q1 2026',
  '',
].join('\n');
