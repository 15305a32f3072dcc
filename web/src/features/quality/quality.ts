import { useQuery } from '@tanstack/react-query';

import type { CheckState, QualityBoard, QualityCheck } from '@/api/quality';
import { readDifferences, readQuality, readSeries, type Compared } from '@/api/quality';
import { useChange as useChangeOf } from '@/ui/change';

const RUNNING_MS = 1_500;
const RESTING_MS = 30_000;

/** Asked again while the page is open, often while a pass is waited for. */
export const useBoard = () =>
  useQuery({
    queryKey: ['quality'],
    queryFn: ({ signal }) => readQuality(signal),
    refetchInterval: (query) => (query.state.data?.running === true ? RUNNING_MS : RESTING_MS),
  });

export const useSeries = (check: QualityCheck) =>
  useQuery({
    queryKey: ['quality', 'series', check.shop, check.source, check.fact, check.checkedAt],
    queryFn: ({ signal }) => readSeries(check.shop, check.source, check.fact, signal),
    enabled: check.source !== '' && check.fact !== '',
  });

export const useDifferences = (compared: Compared) =>
  useQuery({
    queryKey: ['quality', 'differences', compared],
    queryFn: ({ signal }) => readDifferences(compared, signal),
  });

/** A change; afterwards the board is read anew. */
export const useChange = <Input, Output>(run: (input: Input) => Promise<Output>) => useChangeOf('quality', run);

const WORST: readonly CheckState[] = ['failing', 'warning', 'ok', 'too_little'];

export const isOpen = (check: QualityCheck) => check.state === 'failing' || check.state === 'warning';

/** A check, and how many rows its group takes from here on; 0 for all but the first. */
export interface Line {
  check: QualityCheck;
  span: number;
}

/** The checks by shop and source: the source with the worst first, and in it the worst first. */
export function sorted(checks: readonly QualityCheck[]): QualityCheck[] {
  const rank = (check: QualityCheck) => WORST.indexOf(check.state);
  const group = (check: QualityCheck) => `${check.shop}\n${check.source}`;
  const groups = new Map<string, { worst: number; count: number }>();
  for (const check of checks) {
    const known = groups.get(group(check)) ?? { worst: WORST.length, count: 0 };
    const worst = Math.min(known.worst, rank(check));
    const same = worst === known.worst ? known.count : 0;
    groups.set(group(check), { worst, count: same + (rank(check) === worst ? 1 : 0) });
  }
  const of = (check: QualityCheck) => groups.get(group(check)) ?? { worst: 0, count: 0 };
  return checks.toSorted(
    (one, other) =>
      of(one).worst - of(other).worst ||
      of(other).count - of(one).count ||
      group(one).localeCompare(group(other)) ||
      rank(one) - rank(other) ||
      one.key.localeCompare(other.key),
  );
}

/** The lines of a page of the table. */
export function linesOf(checks: readonly QualityCheck[]): Line[] {
  const lines: Line[] = [];
  let head: Line | undefined;
  for (const check of checks) {
    const line: Line = { check, span: 0 };
    if (head?.check.shop === check.shop && head.check.source === check.source) {
      head.span += 1;
    } else {
      line.span = 1;
      head = line;
    }
    lines.push(line);
  }
  return lines;
}

export const countOf = (board: QualityBoard, state: CheckState, shop: string | undefined) =>
  board.checks.filter((check) => check.state === state && (shop === undefined || check.shop === shop)).length;
