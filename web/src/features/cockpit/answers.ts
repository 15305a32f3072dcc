import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';

import { readDictionary } from '@/api/dictionary';
import { askMetric, readVersion, type Answer, type Question } from '@/api/metric';
import { listShops } from '@/api/shops';

const POLL_MS = 4_000;

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
    refetchInterval: POLL_MS,
    refetchIntervalInBackground: false,
    retry: false,
  });
  const seen = useRef<string | null>(null);
  const warehouse = version.data?.warehouse;
  useEffect(() => {
    // An answer may come from shortly before the last change; then there is a newer one by now.
    if (warehouse !== undefined) {
      void client.invalidateQueries({
        queryKey: ['metric'],
        predicate: (query) => {
          const answer = query.state.data as Answer | undefined;
          return answer !== undefined && answer.version < warehouse;
        },
      });
    }
  }, [warehouse, version.dataUpdatedAt, client]);
  const mark = version.data === undefined ? null : JSON.stringify([version.data.warehouse, version.data.today]);
  useEffect(() => {
    if (mark === null || mark === seen.current) {
      return;
    }
    const first = seen.current === null;
    seen.current = mark;
    if (!first) {
      void client.invalidateQueries({ queryKey: ['metric'] });
      void client.invalidateQueries({ queryKey: ['shops'] });
    }
  }, [mark, client]);
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
