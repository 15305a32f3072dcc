import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { readTargetState, type StateQuestion } from '@/api/target';
import { monthStart, plusDays, type Day, type DayRange } from '@/lib/day';
import type { Language } from '@/lib/i18n/messages';

/** Targets move with the figures, but nobody waits for the second digit of a month. */
const REFRESH_MS = 30_000;

/** How far figures have come to their targets; nothing is asked without metrics. */
export function useTargetState(question: StateQuestion | null) {
  return useQuery({
    queryKey: ['target', 'state', question],
    queryFn: ({ signal }) => {
      if (question === null) {
        throw new Error('An empty question was asked.');
      }
      return readTargetState(question, signal);
    },
    enabled: question !== null && question.metrics.length > 0,
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
    // Without targets the figures stand as they are.
    retry: false,
  });
}

export type Whole = 'month' | 'quarter' | 'year';

export interface WholePeriod {
  /** What the days are of, or null where they are only themselves. */
  whole: Whole | null;
  range: DayRange;
}

/**
 * The days that a target is wanted for. A month, quarter or year that runs is shown up to today, but its target is that of all its days; in January
 * the days since the first are those of the month.
 */
export function wholePeriod(range: DayRange, today: Day): WholePeriod {
  if (range.to === today && range.from !== today) {
    const wholes: [Whole, Day, number][] = [
      ['month', monthStart(today), 1],
      ['quarter', quarterStart(today), 3],
      ['year', `${today.slice(0, 4)}-01-01`, 12],
    ];
    for (const [whole, from, months] of wholes) {
      if (range.from === from) {
        return { whole, range: { from, to: plusDays(monthStart(from, months), -1) } };
      }
    }
  }
  return { whole: null, range };
}

export function quarterStart(day: Day): Day {
  return monthStart(day, -((Number(day.slice(5, 7)) - 1) % 3));
}

/** A part of a whole, with one decimal below the whole: 64.2%, 103%. */
export function shareText(share: number | null, language: Language): string {
  if (share === null) {
    return '—';
  }
  const digits = Math.abs(share) >= 1 ? 0 : 1;
  return new Intl.NumberFormat(language, {
    style: 'percent',
    minimumFractionDigits: 0,
    maximumFractionDigits: digits,
  }).format(share);
}
