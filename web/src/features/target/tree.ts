import type { PeriodKind, TargetPeriod } from '@/api/target';

export interface TargetRow extends TargetPeriod {
  key: string;
  children?: TargetRow[];
}

const INNER: Record<PeriodKind, PeriodKind | null> = { year: 'quarter', quarter: 'month', month: 'day', day: null };

/** The year with its quarters, months and days below each other. */
export function treeOf(periods: readonly TargetPeriod[]): TargetRow[] {
  const below = (kind: PeriodKind | null, from: string, to: string): TargetRow[] =>
    kind === null
      ? []
      : periods
          .filter((one) => one.kind === kind && one.from >= from && one.to <= to)
          .map((one) => {
            const children = below(INNER[kind], one.from, one.to);
            return { ...one, key: one.period, ...(children.length === 0 ? {} : { children }) };
          });
  return below('year', '', '~');
}

/** What is open at first: the year and the quarter that holds the day; in another year all quarters are closed. */
export function openAt(periods: readonly TargetPeriod[], today: string): string[] {
  return periods
    .filter((one) => one.kind === 'year' || (one.kind === 'quarter' && one.from <= today && today <= one.to))
    .map((one) => one.period);
}

/** Moves the point of a decimal text to the right, or with less than 0 to the left: a rate is written in hundredths. */
export function shifted(text: string, places: number): string {
  const match = /^(\d+)(?:\.(\d*))?$/.exec(text.trim());
  if (match === null) {
    return text;
  }
  const part = match[2] ?? '';
  const digits = BigInt((match[1] ?? '') + part);
  const scale = part.length - places;
  if (scale <= 0) {
    return String(digits * 10n ** BigInt(-scale));
  }
  const padded = String(digits).padStart(scale + 1, '0');
  return `${padded.slice(0, -scale)}.${padded.slice(-scale)}`.replace(/\.?0+$/, '');
}
