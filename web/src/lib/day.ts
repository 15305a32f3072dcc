import type { Language } from './i18n/messages';

/** A shop day as the server writes it: 2020-02-25. Days have no time zone here; the server knows the shop's clock. */
export type Day = string;

export interface DayRange {
  from: Day;
  to: Day;
}

const DAY_MS = 86_400_000;
const PATTERN = /^\d{4}-\d{2}-\d{2}$/;

function ms(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function dayOf(time: number): Day {
  return new Date(time).toISOString().slice(0, 10);
}

/** Whether the text is a real day of the calendar. */
export function isDay(text: unknown): text is Day {
  return typeof text === 'string' && PATTERN.test(text) && !Number.isNaN(ms(text)) && dayOf(ms(text)) === text;
}

export function plusDays(day: Day, days: number): Day {
  return dayOf(ms(day) + days * DAY_MS);
}

/** How many days a range has; both ends count. */
export function lengthOf(range: DayRange): number {
  return Math.round((ms(range.to) - ms(range.from)) / DAY_MS) + 1;
}

/** The first day of the day's month, moved by whole months. */
export function monthStart(day: Day, months = 0): Day {
  const date = new Date(ms(day));
  return dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
}

export const PRESETS = [
  'today',
  'yesterday',
  'last7',
  'last30',
  'last90',
  'month',
  'lastMonth',
  'year',
  'p618',
  'p1111',
] as const;

export type Preset = (typeof PRESETS)[number];

export function isPreset(text: unknown): text is Preset {
  return PRESETS.some((preset) => preset === text);
}

/** The days of a preset, seen from the shop's day; the windows of 618 and 双11 are the last ones that have begun. */
export function presetRange(preset: Preset, today: Day): DayRange {
  switch (preset) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: plusDays(today, -1), to: plusDays(today, -1) };
    case 'last7':
      return { from: plusDays(today, -6), to: today };
    case 'last30':
      return { from: plusDays(today, -29), to: today };
    case 'last90':
      return { from: plusDays(today, -89), to: today };
    case 'month':
      return { from: monthStart(today), to: today };
    case 'lastMonth':
      return { from: monthStart(today, -1), to: plusDays(monthStart(today), -1) };
    case 'year':
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
    case 'p618':
      return festival(today, '06-01', '06-20');
    case 'p1111':
      return festival(today, '10-20', '11-11');
  }
}

function festival(today: Day, from: string, to: string): DayRange {
  const thisYear = Number(today.slice(0, 4));
  const year = `${thisYear}-${from}` <= today ? thisYear : thisYear - 1;
  const end = `${year}-${to}`;
  return { from: `${year}-${from}`, to: end > today ? today : end };
}

export type Grain = 'hour' | 'day' | 'week' | 'month';

export const GRAINS: readonly Grain[] = ['hour', 'day', 'week', 'month'];

/** The grains that give a readable line over so many days. */
export function grainsFor(days: number): Grain[] {
  return GRAINS.filter((grain) => {
    switch (grain) {
      case 'hour':
        return days <= 7;
      case 'day':
        return days >= 2 && days <= 400;
      case 'week':
        return days >= 14;
      case 'month':
        return days >= 59;
    }
  });
}

/** The grain to begin with. */
export function defaultGrain(days: number): Grain {
  if (days <= 1) {
    return 'hour';
  }
  if (days <= 120) {
    return 'day';
  }
  return days <= 400 ? 'week' : 'month';
}

const WEEKDAYS: Record<Language, string[]> = {
  'zh-CN': ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};

/** The day with its weekday, for tooltips and tables. */
export function longDay(day: Day, language: Language): string {
  const weekday = WEEKDAYS[language][new Date(ms(day)).getUTCDay()] ?? '';
  return `${day} ${weekday}`;
}

/** The end of the local clock: 14:03:59. */
export function clockText(time: Date): string {
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** A moment of the server in the reader's own clock: 2026-11-21 14:03. */
export function momentText(instant: string | null | undefined): string {
  if (instant === null || instant === undefined || instant === '') {
    return '—';
  }
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) {
    return instant;
  }
  const pad = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ${pad(date.getHours())}:${pad(date.getMinutes())}`;
}
