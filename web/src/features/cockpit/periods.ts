import { longDay, type Grain } from '@/lib/day';
import type { Language } from '@/lib/i18n/messages';

/** The period on an axis: short, the year only where it is the period. */
export function shortPeriod(period: string, grain: Grain, range: { from: string; to: string }): string {
  const sameYear = range.from.slice(0, 4) === range.to.slice(0, 4);
  switch (grain) {
    case 'hour': {
      const hour = hourOf(period);
      return range.from === range.to ? hour : `${period.slice(5, 10)} ${hour}`;
    }
    case 'day':
    case 'week':
      return sameYear ? period.slice(5, 10) : period.slice(2, 10);
    case 'month':
      return period.slice(0, 7);
  }
}

/** The period in a tooltip or table. */
export function longPeriod(period: string, grain: Grain, language: Language): string {
  switch (grain) {
    case 'hour':
      return `${period.slice(0, 10)} ${hourOf(period)}`;
    case 'day':
      return longDay(period.slice(0, 10), language);
    case 'week':
      return language === 'zh-CN' ? `${period.slice(0, 10)} 起的一周` : `Week from ${period.slice(0, 10)}`;
    case 'month':
      return period.slice(0, 7);
  }
}

function hourOf(period: string): string {
  const hour = /^[T ](\d{2})/.exec(period.slice(10))?.[1] ?? '';
  return hour === '' ? period : `${hour}:00`;
}
