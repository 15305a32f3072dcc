import { useQuery, useQueryClient, type Query } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';

import { readVersion, type Answer, type Version } from '@/api/metric';
import { followVersion } from '@/api/versionStream';

/** So often a seen page looks by itself while the server cannot tell it. */
const LOOK_MS = 2_000;

/** The shortest time from one round of questions to the next, while the warehouse moves all the time. */
const ASK_MS = 1_000;

/** So often a page looks whether what it shows is of the newest version; that asks nobody. */
const CHECK_MS = 250;

const KEY = ['version'];
const listeners = new Set<() => void>();
let alive = false;

function setAlive(now: boolean): void {
  if (now !== alive) {
    alive = now;
    for (const listener of listeners) {
      listener();
    }
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Keeps the version up to date as the server tells it; once for all that is shown. */
export function useVersionStream(): void {
  const client = useQueryClient();
  useEffect(
    () =>
      followVersion({
        onVersion: (version) => {
          // A look that is on its way may bring what was true before.
          void client.cancelQueries({ queryKey: KEY }).then(() => client.setQueryData<Version>(KEY, version));
        },
        // What is known holds as of now.
        onBeat: () => client.setQueryData<Version>(KEY, (known) => known),
        onAlive: setAlive,
      }),
    [client],
  );
}

/** The state of the warehouse: as the server tells it, or else as the page sees when it looks. */
export function useVersion() {
  const told = useSyncExternalStore(subscribe, () => alive);
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => readVersion(signal),
    refetchInterval: told ? false : LOOK_MS,
    refetchIntervalInBackground: false,
    refetchOnMount: !told,
    retry: false,
  });
}

/** Watches the warehouse while the tab is seen, and asks the shown questions again when it has moved. */
export function useLiveVersion() {
  const client = useQueryClient();
  const version = useVersion();
  const warehouse = version.data?.warehouse;
  const asked = useRef<{ at: number; version: number } | null>(null);
  useEffect(() => {
    if (warehouse === undefined) {
      return;
    }
    // What the page begins with was asked for a moment ago.
    const last = (asked.current ??= { at: 0, version: warehouse });
    // A server that was started anew counts anew.
    const isOther = (query: Query) => {
      const answer = query.state.data as Answer | undefined;
      return query.state.status === 'error' || (answer !== undefined && answer.version !== warehouse);
    };
    // An answer may come from shortly before the last change.
    const isOlder = (query: Query) => {
      const answer = query.state.data as Answer | undefined;
      return answer !== undefined && answer.version < warehouse;
    };
    const check = () => {
      if (document.visibilityState === 'hidden' || Date.now() - last.at < ASK_MS) {
        return;
      }
      const cache = client.getQueryCache();
      const hasMoved =
        warehouse !== last.version ||
        cache.find({ queryKey: ['metric'], exact: false, type: 'active', predicate: isOlder }) !== undefined;
      if (hasMoved) {
        last.at = Date.now();
        last.version = warehouse;
        // What is on its way comes soon, and asking for it anew each time would keep it from ever arriving.
        const patient = { cancelRefetch: false };
        void client.invalidateQueries({ queryKey: ['metric'], predicate: isOther }, patient);
        void client.invalidateQueries({ queryKey: ['orders'] }, patient);
        void client.invalidateQueries({ queryKey: ['shops'] }, patient);
      }
    };
    check();
    const timer = setInterval(check, CHECK_MS);
    return () => clearInterval(timer);
  }, [warehouse, client]);
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
