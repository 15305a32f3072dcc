import type { Annotation, Calendar, Holiday, Promotion } from '@/api/calendar';
import type { TrendMark } from '@/charts/trend';
import { monthStart, plusDays, type Day, type DayRange, type Grain } from '@/lib/day';
import type { Translator } from '@/lib/i18n/language';

/** So many annotations are named in the chart; more are told in the tooltip only. */
const MOST_NAMED = 6;
const LONGEST_LABEL = 10;

/** What the calendar says of the periods of a chart. */
export function marksOf(
  calendar: Calendar,
  periods: readonly string[],
  grain: Grain,
  shop: string | undefined,
  translator: Translator,
): TrendMark[] {
  const spans = periods.map((period) => spanOf(period, grain));
  const ofShop = (one: { shop: string }) => shop === undefined || one.shop === '*' || one.shop === shop;
  return [
    ...ownWindows(calendar.promotions.filter(ofShop)).flatMap((one) => promotionMarks(one, spans, translator)),
    ...holidays(calendar.holidays).flatMap((one) => holidayMarks(one, spans, grain, translator)),
    ...annotationMarks(calendar.annotations.filter(ofShop), spans, translator),
  ];
}

/** The days of a period: an hour counts for its day. */
function spanOf(period: string, grain: Grain): DayRange {
  const from = grain === 'month' ? `${period}-01` : period.slice(0, 10);
  switch (grain) {
    case 'month':
      return { from, to: plusDays(monthStart(from, 1), -1) };
    case 'week':
      return { from, to: plusDays(from, 6) };
    case 'day':
    case 'hour':
      return { from, to: from };
  }
}

/** The first and last period that has a day of the range; null if none has. */
function within(range: DayRange, spans: readonly DayRange[]): { from: number; to: number } | null {
  const meets = (span: DayRange) => span.from <= range.to && span.to >= range.from;
  const from = spans.findIndex(meets);
  return from < 0 ? null : { from, to: spans.findLastIndex(meets) };
}

/** A shop's own windows stand before those of all shops. */
function ownWindows(promotions: readonly Promotion[]): Promotion[] {
  return promotions.filter(
    (one) =>
      one.shop !== '*' ||
      !promotions.some((other) => other.shop !== '*' && other.event === one.event && other.edition === one.edition),
  );
}

function promotionMarks(one: Promotion, spans: readonly DayRange[], { t, of }: Translator): TrendMark[] {
  const whole = within(one, spans);
  if (whole === null) {
    return [];
  }
  const title = of(one.title);
  return [
    { kind: 'promotion', ...whole, label: title, text: '' },
    ...one.phases.flatMap((phase): TrendMark[] => {
      const days = within(phase, spans);
      const text = `${title} ${String(one.edition)} · ${t(`calendar.phase.${phase.phase}`)}`;
      return days === null ? [] : [{ kind: phase.phase === 'peak' ? 'peak' : 'hint', ...days, label: '', text }];
    }),
  ];
}

interface Days extends DayRange {
  holiday: Holiday;
}

/** Days of one holiday that follow each other are one. */
function holidays(days: readonly Holiday[]): Days[] {
  const joined: Days[] = [];
  for (const holiday of days) {
    const last = joined.at(-1);
    const key = (one: Holiday) => `${String(one.off)} ${one.title.zh}`;
    if (last !== undefined && key(last.holiday) === key(holiday) && plusDays(last.to, 1) === holiday.day) {
      last.to = holiday.day;
    } else {
      joined.push({ from: holiday.day, to: holiday.day, holiday });
    }
  }
  return joined;
}

function holidayMarks(
  { holiday, ...range }: Days,
  spans: readonly DayRange[],
  grain: Grain,
  { t, of }: Translator,
): TrendMark[] {
  const days = within(range, spans);
  if (days === null || grain === 'month') {
    return [];
  }
  const title = of(holiday.title);
  return holiday.off
    ? [{ kind: 'holiday', ...days, label: title, text: t('calendar.mark.holiday', { title }) }]
    : [{ kind: 'hint', ...days, label: '', text: t('calendar.mark.work', { title }) }];
}

function annotationMarks(
  annotations: readonly Annotation[],
  spans: readonly DayRange[],
  { t }: Translator,
): TrendMark[] {
  const seen = annotations.flatMap((one) => {
    const days = within(one, spans);
    return days === null ? [] : [{ one, days }];
  });
  return seen.map(({ one, days }) => ({
    kind: 'annotation',
    ...days,
    label: seen.length > MOST_NAMED ? '' : shorten(one.text),
    text: t('calendar.mark.annotation', {
      kind: t(`calendar.kind.${one.kind}`),
      text: one.text,
      days: daysText(one),
    }),
  }));
}

function daysText({ from, to }: { from: Day; to: Day }): string {
  return from === to ? from : `${from} – ${to}`;
}

function shorten(text: string): string {
  const letters = Array.from(text);
  return letters.length > LONGEST_LABEL ? `${letters.slice(0, LONGEST_LABEL - 1).join('')}…` : text;
}
