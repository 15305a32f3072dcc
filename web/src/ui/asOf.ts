import { useSearchParams } from 'react-router';

import type { Question } from '@/api/metric';
import type { Day } from '@/lib/day';

/** The moment that the page looks back to, from its address; undefined is now. */
export function useAsOf(): string | undefined {
  const [query] = useSearchParams();
  return asOfOf(query);
}

/** The moment of an address: what is none is now. */
export function asOfOf(query: URLSearchParams): string | undefined {
  const text = query.get('asOf');
  return text !== null && /^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

/** The question as of the moment of the page. */
export function asked(question: Question, asOf: string | undefined): Question {
  return asOf === undefined ? question : { ...question, asOf };
}

/** The day of a moment by the wall clock of a zone whose days start at a time. */
export function dayAt(moment: string, zone: string, cutoff: string): Day {
  const [hours = 0, minutes = 0] = cutoff.split(':').map(Number);
  const shifted = new Date(Date.parse(moment) - (hours * 60 + minutes) * 60_000);
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(shifted);
  return parts.slice(0, 10);
}
