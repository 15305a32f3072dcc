import { updateCSS } from '@rc-component/util/es/Dom/dynamicCSS';
import { afterEach, describe, expect, it } from 'vitest';

import { nonceForAllStyles } from './nonce';

// What stood before is the method of the prototype.
afterEach(() => Reflect.deleteProperty(document, 'createElement'));

describe('a style element that a library makes without the nonce', () => {
  it('has it when it comes into the page', () => {
    nonceForAllStyles('n-1');

    expect(updateCSS('body { color: red }', 'scroll-lock').nonce).toBe('n-1');
    expect(document.createElement('div').nonce).not.toBe('n-1');
  });
});
