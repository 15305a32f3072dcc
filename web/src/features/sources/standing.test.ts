import { describe, expect, it } from 'vitest';

import { standingOf, standingOfTable, standingOfTopic } from './standing';

const IDLE = { state: 'active', failures: 0, behind: false, begun: true } as const;
const TABLE = { state: 'active', failures: 0, reading: false, lastRoundAt: '2026-11-01T00:00:00Z' } as const;
const TOPIC = { state: 'active', failures: 0, behind: 0, readMessages: 10 } as const;

describe('how a source stands', () => {
  it.each([
    [{}, 'waiting'],
    [{ begun: false }, 'new'],
    [{ behind: true }, 'reading'],
    [{ behind: true, begun: false }, 'reading'],
    [{ behind: true, failures: 1 }, 'failing'],
    [{ behind: true, failures: 3, state: 'paused' }, 'paused'],
  ] as const)('%j is %s', (difference, standing) => {
    expect(standingOf({ ...IDLE, ...difference })).toBe(standing);
  });

  it.each([
    [{}, 'waiting'],
    [{ lastRoundAt: null }, 'new'],
    [{ reading: true }, 'reading'],
    [{ reading: true, failures: 1 }, 'failing'],
    [{ failures: 3, state: 'paused' }, 'paused'],
  ] as const)('of a table: %j is %s', (difference, standing) => {
    expect(standingOfTable({ ...TABLE, ...difference })).toBe(standing);
  });

  it.each([
    [{}, 'waiting'],
    [{ readMessages: 0 }, 'new'],
    [{ behind: 3 }, 'reading'],
    [{ readMessages: 0, behind: 3 }, 'reading'],
    [{ behind: 3, failures: 1 }, 'failing'],
    [{ failures: 3, state: 'paused' }, 'paused'],
  ] as const)('of a topic: %j is %s', (difference, standing) => {
    expect(standingOfTopic({ ...TOPIC, ...difference })).toBe(standing);
  });
});
