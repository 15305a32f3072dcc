import { expect, test } from 'vitest';

import type { SeenEvent } from '@/api/tracking';

import { joined, matches, repeated } from './events';

const event = (id: number, more: Partial<SeenEvent> = {}): SeenEvent => ({
  id,
  receivedAt: '2026-11-01T08:00:00Z',
  shop: 's',
  key: 'wk_abc…wxyz',
  keyName: 'pages',
  protocol: 'segment',
  client: null,
  state: 'taken',
  name: 'page',
  fact: { type: 'page_view', visitor: 'v1' },
  order: null,
  customer: false,
  reason: null,
  raw: {},
  ...more,
});

test('newer events stand first, and each once however often a process tells it', () => {
  const first = joined(undefined, { process: 'a', last: 2, withheld: 0, events: [event(1), event(2)] });
  const second = joined(first, { process: 'b', last: 1, withheld: 0, events: [event(1)] });
  const third = joined(second, { process: 'a', last: 3, withheld: 2, events: [event(1), event(2), event(3)] });

  expect(third.events.map(({ at }) => at)).toEqual(['a/3', 'b/1', 'a/2', 'a/1']);
  expect(third.last).toBe(3);
  expect(third.withheld).toBe(2);
});

test('finds events by state, type, key and person', () => {
  const all = { state: 'all', type: null, key: null, visitor: '' } as const;

  expect(matches(event(1), all)).toBe(true);
  expect(matches(event(1), { ...all, state: 'rejected' })).toBe(false);
  expect(matches(event(1), { ...all, type: 'search' })).toBe(false);
  expect(matches(event(1), { ...all, visitor: 'v1' })).toBe(true);
  expect(matches(event(1, { fact: {} }), { ...all, visitor: 'v1' })).toBe(false);
});

test('knows what a client sent again', () => {
  const { events } = joined(undefined, {
    process: 'a',
    last: 3,
    withheld: 0,
    events: [
      event(1, { raw: { messageId: 'm1' } }),
      event(2, { raw: { messageId: 'm2' } }),
      event(3, { raw: { messageId: 'm1' } }),
    ],
  });

  expect([...repeated(events)]).toEqual(['a/3']);
});
