import type { Question } from '@/api/metric';
import type { TargetYear } from '@/api/target';
import type { DayRange } from '@/lib/day';

/**
 * The question that the actual figure of some days of the year answers; null where none does: of visitors, each day's are counted and added, so that
 * only a day has rows that are its figure.
 */
export function actualQuestion(year: TargetYear, { from, to }: DayRange): Question | null {
  if (from > year.today || (year.basis === 'day_sum' && from !== to)) {
    return null;
  }
  return {
    metrics: [year.metric],
    range: { from, to: to < year.today ? to : year.today },
    shop: year.shop,
    where: year.dimension === '' ? [] : [{ dimension: year.dimension, value: year.value }],
  };
}
