import type { ThemeConfig } from 'antd';

type Tokens = NonNullable<ThemeConfig['token']>;

/**
 * Colours in which small text keeps a contrast of 4.5:1, also below the pointer; those that Ant Design chooses are lighter. A browser test
 * looks at the pages, and `colours.test.ts` at the words that only a pointer changes.
 */
export const LIGHT: Tokens = {
  colorPrimary: '#1f5eff',
  colorPrimaryHover: '#1a50dd',
  colorPrimaryTextHover: '#1a50dd',
  colorLink: '#1f5eff',
  colorLinkHover: '#1a50dd',
  colorSuccess: '#0f7b3e',
  colorSuccessBg: '#e8f6ed',
  colorSuccessBorder: '#b5dfc5',
  colorError: '#cf222e',
  colorErrorBg: '#fdeeee',
  colorErrorBorder: '#f3c4c6',
  colorErrorHover: '#b01b26',
  colorErrorTextHover: '#b01b26',
  colorWarning: '#9a5b00',
  colorWarningBg: '#fff6e3',
  colorWarningBorder: '#f0d9a8',
  colorTextPlaceholder: '#6b7482',
  colorTextDescription: '#5b6574',
};

export const DARK: Tokens = {
  colorPrimary: '#5b8dff',
  colorPrimaryActive: '#8fb2ff',
  colorPrimaryText: '#7ea6ff',
  colorLink: '#7ea6ff',
  colorLinkHover: '#a3bfff',
  colorLinkActive: '#8fb2ff',
  colorError: '#ff8f88',
  colorErrorActive: '#ff8f88',
  colorBgBase: '#12161e',
  colorBgContainer: '#1b212c',
  colorBgElevated: '#232a37',
  colorBorder: '#3d4758',
  colorBorderSecondary: '#2b3342',
  colorTextPlaceholder: '#8f99aa',
  colorTextDescription: '#9aa4b5',
};

/** On a dark page white words need a deeper blue below them, and blue words a lighter one. */
export const DARK_PARTS: NonNullable<ThemeConfig['components']> = {
  Button: {
    colorPrimary: '#3a6ae0',
    colorPrimaryHover: '#4472e4',
    colorPrimaryActive: '#325dca',
    defaultHoverColor: '#a3bfff',
    defaultHoverBorderColor: '#7ea6ff',
    defaultActiveColor: '#8fb2ff',
    defaultActiveBorderColor: '#7ea6ff',
  },
  Tabs: { itemSelectedColor: '#7ea6ff', itemHoverColor: '#a3bfff', inkBarColor: '#7ea6ff' },
};
