import { figure, type Row } from '@/api/metric';
import { lengthOf, monthStart, plusDays, type Day, type DayRange } from '@/lib/day';
import { numberOf } from '@/lib/figure';

/** The first and last months that hold anything, as days; null if nothing does. Rows are by month. */
export function extentOf(rows: readonly Row[], metrics: readonly string[], today: Day): DayRange | null {
  const months = rows
    .filter((row) => metrics.some((metric) => (numberOf(figure(row, metric)) ?? 0) !== 0))
    .map((row) => `${String(row['period']).slice(0, 7)}-01`)
    .toSorted();
  const first = months[0];
  const last = months.at(-1);
  if (first === undefined || last === undefined) {
    return null;
  }
  const end = plusDays(monthStart(last, 1), -1);
  return { from: first, to: end > today ? today : end };
}

/** A readable part of the extent: all of it up to a quarter, else its last quarter. */
export function recentPart(extent: DayRange): DayRange {
  return lengthOf(extent) <= 100 ? extent : { from: monthStart(extent.to, -2), to: extent.to };
}
