import { describe, expect, it } from 'vitest';

import { csvText } from './csvText';

describe('a CSV file', () => {
  it('is read as UTF-8, with or without a mark, and else as GB18030', () => {
    const utf8 = new TextEncoder().encode('春季上新');
    expect(csvText(utf8.buffer)).toBe('春季上新');
    expect(csvText(new Uint8Array([0xef, 0xbb, 0xbf, ...utf8]).buffer)).toBe('春季上新');
    // 上新 as a Chinese spreadsheet writes it
    expect(csvText(new Uint8Array([0xc9, 0xcf, 0xd0, 0xc2]).buffer)).toBe('上新');
  });
});
