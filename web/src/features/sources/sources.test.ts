import { describe, expect, it } from 'vitest';

import { lagOf } from './sources';

describe('the lag of a delivery', () => {
  it.each([
    [0, 'seconds', '0.0'],
    [1_234, 'seconds', '1.2'],
    [59_900, 'seconds', '60'],
    [61_000, 'minutes', '1'],
    [5_400_000, 'hours', '1.5'],
    [172_800_000, 'hours', '48'],
    [259_100_000, 'hours', '72'],
    [259_200_000, 'days', '3'],
    [1_962_000_000, 'days', '23'],
  ] as const)('of %s ms is told in %s', (millis, unit, n) => {
    expect(lagOf(millis)).toEqual({ unit, n });
  });
});
