// @vitest-environment node
import { expect, test } from 'vitest';

import { bundled, MOST_BYTES, packedBytes } from './build';

test.each(['q.js', 'q-mini.js'] as const)('%s is small and plain', async (name) => {
  const text = await bundled(name);

  expect(packedBytes(text)).toBeLessThan(MOST_BYTES);
  // Served without a character set to whatever page: no character that one would change.
  // eslint-disable-next-line no-control-regex
  expect(text).toMatch(/^[\x00-\x7f]*$/);
});
