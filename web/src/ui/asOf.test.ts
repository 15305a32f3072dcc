import { describe, expect, it } from 'vitest';

import { asOfOf, dayAt } from './asOf';

describe('the moment that a page looks back to', () => {
  it('is that of the address, and now where that is none', () => {
    expect(asOfOf(new URLSearchParams('asOf=2026-04-15T06:25:00Z'))).toBe('2026-04-15T06:25:00Z');
    expect(asOfOf(new URLSearchParams('asOf=yesterday'))).toBeUndefined();
    expect(asOfOf(new URLSearchParams('asOf=2026-13-45T99:00:00Z'))).toBeUndefined();
    expect(asOfOf(new URLSearchParams(''))).toBeUndefined();
  });

  it('has the day of the shop, which may start after midnight', () => {
    expect(dayAt('2026-04-14T19:30:00Z', 'Asia/Shanghai', '00:00')).toBe('2026-04-15');
    expect(dayAt('2026-04-14T19:30:00Z', 'Asia/Shanghai', '04:00')).toBe('2026-04-14');
    expect(dayAt('2026-04-14T19:30:00Z', 'Europe/Berlin', '00:00')).toBe('2026-04-14');
  });
});
