import { keepPreviousData, useQuery, useQueryClient, type Query } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';

import { readDictionary } from '@/api/dictionary';
import { askMetric, readVersion, type Answer, type Question } from '@/api/metric';
import { listShops } from '@/api/shops';

/** So often a seen page looks whether the warehouse has moved; that costs the server next to nothing. */
const LOOK_MS = 1_000;

/** The shortest time from one round of questions to the next, while the warehouse moves all the time. */
const ASK_MS = 4_000;

/** The answer to a question; the one before stays visible until the new one is there. */
export function useAnswer(question: Question | null) {
  return useQuery<Answer>({
    queryKey: ['metric', question],
    queryFn: ({ signal }) => {
      if (question === null) {
        throw new Error('An empty question was asked.');
      }
      return askMetric(question, signal);
    },
    enabled: question !== null,
    placeholderData: keepPreviousData,
  });
}

export function useDictionary() {
  return useQuery({
    queryKey: ['dictionary'],
    queryFn: ({ signal }) => readDictionary(signal),
    staleTime: Infinity,
  });
}

export function useShops() {
  return useQuery({ queryKey: ['shops'], queryFn: ({ signal }) => listShops(signal) });
}

/** Watches the warehouse while the tab is seen, and asks the shown questions again when it has moved. */
export function useLiveVersion() {
  const client = useQueryClient();
  const version = useQuery({
    queryKey: ['version'],
    queryFn: ({ signal }) => readVersion(signal),
    refetchInterval: LOOK_MS,
    refetchIntervalInBackground: false,
    retry: false,
  });
  const warehouse = version.data?.warehouse;
  const asked = useRef<{ at: number; version: number } | null>(null);
  useEffect(() => {
    if (warehouse === undefined) {
      return;
    }
    // What the page begins with was asked for a moment ago.
    asked.current ??= { at: 0, version: warehouse };
    // A server that was started anew counts anew.
    const isOther = (query: Query) => {
      const answer = query.state.data as Answer | undefined;
      return query.state.status === 'error' || (answer !== undefined && answer.version !== warehouse);
    };
    const isOlder = (query: Query) => {
      const answer = query.state.data as Answer | undefined;
      return answer !== undefined && answer.version < warehouse;
    };
    const hasMoved =
      warehouse !== asked.current.version ||
      // An answer may come from shortly before the last change.
      client.getQueryCache().find({ queryKey: ['metric'], exact: false, type: 'active', predicate: isOlder }) !==
        undefined;
    // Runs again with every look, so a change that comes too early is asked for a little later.
    if (hasMoved && Date.now() - asked.current.at >= ASK_MS) {
      asked.current = { at: Date.now(), version: warehouse };
      // What is on its way comes soon, and asking for it anew each time would keep it from ever arriving.
      const patient = { cancelRefetch: false };
      void client.invalidateQueries({ queryKey: ['metric'], predicate: isOther }, patient);
      void client.invalidateQueries({ queryKey: ['shops'] }, patient);
    }
  }, [warehouse, version.dataUpdatedAt, client]);
  const today = version.data === undefined ? null : JSON.stringify(version.data.today);
  const seen = useRef<string | null>(null);
  useEffect(() => {
    if (today === null || today === seen.current) {
      return;
    }
    const first = seen.current === null;
    seen.current = today;
    if (!first) {
      void client.invalidateQueries({ queryKey: ['metric'] });
    }
  }, [today, client]);
  return useMemo(
    () => ({
      today: version.data?.today ?? {},
      behind: version.data?.behind ?? false,
      problems: version.data?.problems ?? [],
      updatedAt: version.dataUpdatedAt,
      lost: version.isError,
    }),
    [version.data, version.dataUpdatedAt, version.isError],
  );
}
