import { describe, expect, it } from 'vitest';

import type { TopicSource } from '@/api/topics';

import { topicStanding } from './topics';

const READ: TopicSource = {
  id: 'tp_1',
  shop: 's',
  name: 'Orders',
  place: {
    servers: 'kafka:9093',
    topic: 'orders',
    protection: 'tls',
    user: null,
    authority: null,
    kindFrom: 'topic',
    kindName: null,
  },
  group: 'quanjing-tp_1',
  mapping: '',
  ready: null,
  state: 'active',
  failures: 0,
  nextAt: '2026-11-01T00:01:00Z',
  readMessages: 10,
  changedFacts: 10,
  late: 0,
  tombstones: 0,
  rejected: 0,
  unkept: 0,
  missed: 0,
  behind: 0,
  behindMillis: null,
  partitions: [{ partition: 0, next: 10, end: 10 }],
  lastMessageAt: '2026-11-01T00:00:00Z',
  lastLagMillis: 100,
  lastError: null,
  lastErrorAt: null,
  createdAt: '2026-10-01T00:00:00Z',
  createdBy: 'admin',
};

describe('how a topic stands', () => {
  it.each([
    [{}, 'waiting'],
    [{ readMessages: 0 }, 'new'],
    [{ behind: 3 }, 'reading'],
    [{ readMessages: 0, behind: 3 }, 'reading'],
    [{ behind: 3, failures: 1 }, 'failing'],
    [{ failures: 3, state: 'paused' }, 'paused'],
  ] as const)('%j is %s', (difference, how) => {
    expect(topicStanding({ ...READ, ...difference })).toBe(how);
  });
});
