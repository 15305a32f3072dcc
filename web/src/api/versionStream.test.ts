import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { followVersion } from './versionStream';

/** A connection that does what the test says. */
class Connection extends EventTarget {
  static readonly CLOSED = 2;
  static all: Connection[] = [];
  readyState = 1;

  constructor() {
    super();
    Connection.all.push(this);
  }

  close() {
    this.readyState = Connection.CLOSED;
  }

  tell(event: string, data = '{}') {
    this.dispatchEvent(new MessageEvent(event, { data }));
  }

  fail(closed: boolean) {
    this.readyState = closed ? Connection.CLOSED : 0;
    this.dispatchEvent(new Event('error'));
  }
}

const open = () => Connection.all.filter((one) => one.readyState !== Connection.CLOSED);

describe('the stream of versions', () => {
  let told: unknown[];
  let alive: boolean;
  let end: () => void;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('EventSource', Connection);
    Connection.all = [];
    told = [];
    alive = false;
    end = followVersion({
      onVersion: (version) => told.push(version),
      onBeat: () => told.push('beat'),
      onAlive: (now) => (alive = now),
    });
  });
  afterEach(() => {
    end();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('tells versions and beats', () => {
    expect(alive).toBe(false);
    open()[0]?.tell('version', '{"warehouse":7}');
    open()[0]?.tell('beat');
    expect(told).toEqual([{ warehouse: 7 }, 'beat']);
    expect(alive).toBe(true);
  });

  it('is not missed while the browser comes again by itself at once', () => {
    open()[0]?.tell('beat');
    open()[0]?.fail(false);
    vi.advanceTimersByTime(2_000);
    open()[0]?.tell('version');
    vi.advanceTimersByTime(5_000);
    expect(alive).toBe(true);
  });

  it('leaves looking to the page while it is broken, and comes again ever later', () => {
    open()[0]?.tell('beat');
    open()[0]?.fail(true);
    expect(alive).toBe(false);
    expect(open()).toHaveLength(0);
    vi.advanceTimersByTime(2_000);
    expect(open()).toHaveLength(1);
    open()[0]?.fail(true);
    vi.advanceTimersByTime(1_900);
    expect(open()).toHaveLength(0);
    vi.advanceTimersByTime(2_200);
    expect(open()).toHaveLength(1);
  });

  it('is taken for dead when it says nothing', () => {
    open()[0]?.tell('beat');
    vi.advanceTimersByTime(26_000);
    expect(alive).toBe(false);
    vi.advanceTimersByTime(2_000);
    expect(Connection.all).toHaveLength(2);
    expect(open()).toHaveLength(1);
  });

  it('holds no connection while nobody sees the page', () => {
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(open()).toHaveLength(0);
    vi.advanceTimersByTime(120_000);
    expect(open()).toHaveLength(0);
    visibility.mockReturnValue('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(open()).toHaveLength(1);
    visibility.mockRestore();
  });
});
