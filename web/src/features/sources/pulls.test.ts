import { describe, expect, it } from 'vitest';

import type { PulledSource } from '@/api/pulls';

import { standing } from './pulls';

const READ: PulledSource = {
  id: 'pl_1',
  shop: 's',
  kind: 'mysql',
  name: 'Orders',
  table: {
    host: 'db',
    port: 3306,
    database: 'shop',
    user: 'reader',
    encryption: 'required',
    table: 'orders',
    mode: 'incremental',
    cursor: 'changed',
    key: 'id',
    overlap: 300,
  },
  mapping: '',
  intervalSeconds: 60,
  state: 'active',
  reading: false,
  failures: 0,
  nextAt: '2026-11-01T00:01:00Z',
  reached: '2026-11-01T00:00:00Z',
  readRows: 10,
  changedFacts: 10,
  rejected: 0,
  lastRoundAt: '2026-11-01T00:00:00Z',
  lastLagMillis: 100,
  lastError: null,
  lastErrorAt: null,
  createdAt: '2026-10-01T00:00:00Z',
  createdBy: 'admin',
};

describe('how a database source stands', () => {
  it.each([
    [{}, 'waiting'],
    [{ lastRoundAt: null }, 'new'],
    [{ reading: true }, 'reading'],
    [{ reading: true, failures: 1 }, 'failing'],
    [{ failures: 3, state: 'paused' }, 'paused'],
  ] as const)('%j is %s', (difference, how) => {
    expect(standing({ ...READ, ...difference })).toBe(how);
  });
});
