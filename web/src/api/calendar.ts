import type { Day, DayRange } from '@/lib/day';
import type { Bilingual } from '@/lib/i18n/language';

import { change, get } from './http';

export const PHASES = ['presale', 'warm_up', 'opening', 'sale', 'peak', 'after'] as const;
export type Phase = (typeof PHASES)[number];

export const ANNOTATION_KINDS = ['promotion', 'launch', 'clearance', 'rule_change', 'competitor', 'other'] as const;
export type AnnotationKind = (typeof ANNOTATION_KINDS)[number];

/** In the place of a shop's id: all shops. */
export const EVERY_SHOP = '*';

export interface PhaseDays extends DayRange {
  phase: Phase;
}

export interface Promotion extends DayRange {
  id: string;
  /** What comes again each year: `618`. */
  event: string;
  edition: number;
  title: Bilingual;
  shop: string;
  phases: PhaseDays[];
  /** Whether its windows are only as they usually are. */
  usual: boolean;
  editable: boolean;
  by: string;
}

export interface Holiday {
  day: Day;
  /** Whether people are free; otherwise a make-up workday. */
  off: boolean;
  title: Bilingual;
}

export interface Annotation extends DayRange {
  id: string;
  kind: AnnotationKind;
  text: string;
  shop: string;
  editable: boolean;
  by: string;
}

export interface Calendar {
  promotions: Promotion[];
  holidays: Holiday[];
  annotations: Annotation[];
  /** The days of the lunar new year. */
  newYears: Day[];
}

export interface PromotionDraft {
  event: string;
  edition: string;
  zh: string;
  en: string;
  shop: string;
  phases: PhaseDays[];
}

export type AnnotationDraft = Pick<Annotation, 'from' | 'to' | 'kind' | 'text' | 'shop'>;

export const CALENDAR_FILES = ['promotions', 'annotations', 'holidays'] as const;
export type CalendarFile = (typeof CALENDAR_FILES)[number];

export const readCalendar = (range: DayRange, signal?: AbortSignal) =>
  get<Calendar>(`/api/calendar?from=${range.from}&to=${range.to}`, signal);

/** Creates without an id, replaces with one. */
export const savePromotion = (id: string | null, draft: PromotionDraft) =>
  change<undefined>(id === null ? 'POST' : 'PUT', `/api/calendar/promotions${id === null ? '' : `/${id}`}`, draft);

export const deletePromotion = (id: string) => change<undefined>('DELETE', `/api/calendar/promotions/${id}`);

export const saveAnnotation = (id: string | null, draft: AnnotationDraft) =>
  change<undefined>(id === null ? 'POST' : 'PUT', `/api/calendar/annotations${id === null ? '' : `/${id}`}`, draft);

export const deleteAnnotation = (id: string) => change<undefined>('DELETE', `/api/calendar/annotations/${id}`);

export const importCalendar = (kind: CalendarFile, csv: string) =>
  change<{ rows: number }>('POST', '/api/calendar/import', { kind, csv });
