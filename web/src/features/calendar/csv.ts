import type { CalendarFile } from '@/api/calendar';

/** The first line of each file, and rows to begin with. */
export const SAMPLES: Record<CalendarFile, string> = {
  promotions: [
    'event,edition,zh,en,shop,phase,from,to',
    '618,2026,618,618,*,warm_up,2026-05-26,2026-05-30',
    '618,2026,618,618,*,peak,2026-06-15,2026-06-18',
    '',
  ].join('\n'),
  annotations: ['from,to,kind,text,shop', '2026-04-01,,launch,春季上新,*', ''].join('\n'),
  holidays: ['from,to,kind,zh,en', '2027-01-01,2027-01-03,off,元旦,New Year', ''].join('\n'),
};
