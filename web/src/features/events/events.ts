import { useQuery, useQueryClient } from '@tanstack/react-query';

import { listPageKeys, listSeenEvents, type SeenEvent, type SeenEvents } from '@/api/tracking';

const POLL_MS = 1_000;
const MOST = 500;

/** Events with the process that saw them: two processes use the same numbers. */
export type ListedEvent = SeenEvent & { at: string };

export interface Listed {
  process: string;
  last: number;
  withheld: number;
  events: ListedEvent[];
}

/** The list with a newer answer put before it; what is there already stays once. */
export function joined(before: Listed | undefined, answer: SeenEvents): Listed {
  const known = new Set(before?.events.map((event) => event.at));
  const fresh = answer.events
    .map((event) => ({ ...event, at: `${answer.process}/${event.id}` }))
    .filter((event) => !known.has(event.at))
    .reverse();
  return {
    process: answer.process,
    last: answer.last,
    withheld: answer.withheld,
    events: [...fresh, ...(before?.events ?? [])].slice(0, MOST),
  };
}

export interface Wanted {
  state: SeenEvent['state'] | 'all';
  type: string | null;
  key: string | null;
  visitor: string;
}

export function matches(event: SeenEvent, { state, type, key, visitor }: Wanted): boolean {
  return (
    (state === 'all' || event.state === state) &&
    (type === null || typeOf(event) === type) &&
    (key === null || event.key === key) &&
    (visitor === '' ||
      [event.fact['visitor'], event.fact['customer']].some((person) => person?.includes(visitor) === true))
  );
}

/** The type of its fact, or the name that it was sent with. */
export const typeOf = (event: SeenEvent) => event.fact['type'] ?? event.name ?? '';

/** The events that came before under the same id: clients send again what was not confirmed, and it counts once. */
export function repeated(newestFirst: readonly ListedEvent[]): Set<string> {
  const known = new Set<string>();
  const again = new Set<string>();
  for (const { at, shop, state, raw } of newestFirst.toReversed()) {
    const id = (raw as { messageId?: unknown } | null)?.messageId;
    if (typeof id === 'string' && state === 'taken') {
      const key = `${shop ?? ''} ${id}`;
      if (known.has(key)) {
        again.add(at);
      }
      known.add(key);
    }
  }
  return again;
}

/** The events as they come. */
export function useSeenEvents(paused: boolean) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ['tracking', 'events'],
    queryFn: async ({ signal }) => {
      const before = client.getQueryData<Listed>(['tracking', 'events']);
      return joined(before, await listSeenEvents(before ?? null, signal));
    },
    refetchInterval: paused ? false : POLL_MS,
  });
}

export const usePageKeys = () =>
  useQuery({ queryKey: ['tracking', 'keys'], queryFn: ({ signal }) => listPageKeys(signal) });

/** What a shop puts into its pages. */
export const pageCode = (server: string, key: string) => `<script>
  window.quanjing = window.quanjing || function () { (quanjing.q = quanjing.q || []).push(arguments); };
</script>
<script async src="${server}/q.js" data-key="${key}"></script>

<script>
  quanjing('product', { product_id: 'P1', name: 'T-shirt', price: 99 });
</script>`;

/** What a mini-program begins with. */
export const miniProgramCode = (server: string, key: string) => `// app.js
const quanjing = require('./q-mini.js').init({
  server: '${server}',
  key: '${key}',
});

App({ quanjing });

// pages/product.js
getApp().quanjing.track('product', { product_id: 'P1', name: 'T-shirt', price: 99 });`;
