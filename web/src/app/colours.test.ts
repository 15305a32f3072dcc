import { theme } from 'antd';
import { describe, expect, it } from 'vitest';

import { DARK, DARK_PARTS, LIGHT } from './colours';

/** The relative luminance of WCAG 2.2, of a colour as #rrggbb. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (/^#([0-9a-f]{6})$/i.exec(colour)?.[1]?.match(/../g) ?? []).map((pair) => {
    const share = parseInt(pair, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(words: string, ground: string): number {
  const [darker = 0, lighter = 0] = [luminance(words), luminance(ground)].sort((one, other) => one - other);
  return (lighter + 0.05) / (darker + 0.05);
}

const WORDS = [
  'colorLink',
  'colorLinkHover',
  'colorLinkActive',
  'colorPrimaryHover',
  'colorPrimaryText',
  'colorPrimaryTextHover',
  'colorPrimaryActive',
  'colorError',
  'colorErrorHover',
  'colorErrorActive',
] as const;

const LOOKS = [
  { name: 'light', tokens: theme.getDesignToken({ token: LIGHT }), grounds: ['#ffffff', '#fafafa'] },
  {
    name: 'dark',
    tokens: theme.getDesignToken({ algorithm: theme.darkAlgorithm, token: DARK }),
    grounds: ['#1b212c', '#232a37'],
  },
];

describe.each(LOOKS)('words in the $name look', ({ tokens, grounds }) => {
  it('has the published contrast of black and white', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 6);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  it.each(WORDS)('%s can be read', (word) => {
    for (const ground of grounds) {
      expect(contrast(tokens[word], ground), `${tokens[word]} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});

it('words of a dark button can be read below the pointer', () => {
  const button = DARK_PARTS.Button;
  for (const words of [button?.defaultHoverColor, button?.defaultActiveColor]) {
    expect(contrast(words ?? '', '#232a37')).toBeGreaterThanOrEqual(4.5);
  }
});
