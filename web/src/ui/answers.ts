import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { readCalendar } from '@/api/calendar';
import { readDictionary } from '@/api/dictionary';
import { askMetric, findValues, readStates, type Answer, type Question } from '@/api/metric';
import { listShops } from '@/api/shops';
import type { DayRange } from '@/lib/day';

import { asked, useAsOf } from './asOf';

/** The hour that is judged passes slowly, but a day goes wrong at any time. */
const JUDGE_MS = 30_000;

/** The answer to a question; the one before stays visible until the new one is there. */
export function useAnswer(question: Question | null) {
  const asOf = useAsOf();
  return useQuery<Answer>({
    // What was known does not change, so it is not among what is asked again.
    queryKey: asOf === undefined ? ['metric', question] : ['past', asOf, question],
    staleTime: asOf === undefined ? 0 : Infinity,
    queryFn: ({ signal }) => {
      if (question === null) {
        throw new Error('An empty question was asked.');
      }
      return askMetric(asked(question, asOf), signal);
    },
    enabled: question !== null,
    placeholderData: keepPreviousData,
  });
}

/** Who types waits this long before the server is asked. */
const TYPED_MS = 250;

/** The values of a dimension with this text, from the whole list; not asked for without a text. */
export function useFoundValues(dimension: string, text: string, shop: string | undefined, needed: boolean) {
  return useQuery({
    queryKey: ['values', dimension, text, shop],
    queryFn: async ({ signal }) => {
      await new Promise((resolve) => setTimeout(resolve, TYPED_MS));
      signal.throwIfAborted();
      return findValues(dimension, text, shop, signal);
    },
    enabled: needed && text !== '',
    staleTime: 60_000,
  });
}

/** A shop's own definitions may be changed by somebody else while the page is open. */
const DEFINED_MS = 60_000;

/** What can be asked of a shop, or of all that the reader sees; the one before stays while another is read. */
export function useDictionary(shop?: string) {
  return useQuery({
    queryKey: ['dictionary', shop ?? null],
    queryFn: ({ signal }) => readDictionary(shop, signal),
    staleTime: DEFINED_MS,
    placeholderData: keepPreviousData,
  });
}

/** What the days were; a chart without it is still a chart. */
export function useCalendar(range: DayRange) {
  return useQuery({
    queryKey: ['calendar', range.from, range.to],
    queryFn: ({ signal }) => readCalendar(range, signal),
    placeholderData: keepPreviousData,
  });
}

export function useShops() {
  return useQuery({ queryKey: ['shops'], queryFn: ({ signal }) => listShops(signal) });
}

/** What is said of the running day's figures; nothing is asked without metrics. */
export function useStates(metrics: readonly string[], shop: string | undefined) {
  // The band is that of the running day.
  const past = useAsOf() !== undefined;
  return useQuery({
    queryKey: ['states', metrics, shop],
    queryFn: ({ signal }) => readStates(metrics, shop, signal),
    enabled: metrics.length > 0 && !past,
    refetchInterval: JUDGE_MS,
    // Without a verdict the figures stand as they are.
    retry: false,
  });
}
