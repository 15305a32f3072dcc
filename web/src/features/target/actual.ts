import type { Question } from '@/api/metric';
import type { Place } from '@/api/rows';
import type { TargetYear } from '@/api/target';
import type { DayRange } from '@/lib/day';

/** The question that the actual figure of some days of the year answers; null before they have begun. */
export function actualQuestion(year: TargetYear, { from, to }: DayRange): Question | null {
  if (from > year.today) {
    return null;
  }
  return {
    metrics: [year.metric],
    range: { from, to: to < year.today ? to : year.today },
    shop: year.shop,
    where: year.dimension === '' ? [] : [{ dimension: year.dimension, value: year.value }],
  };
}

/** Which figure of that question: of visitors, each day's are counted and added. */
export function actualPlace(year: Pick<TargetYear, 'basis'> | undefined, { from, to }: DayRange): Place {
  return year?.basis === 'day_sum' && from !== to ? { each: 'day' } : {};
}
