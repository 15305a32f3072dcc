import type { ThemeConfig } from 'antd';

type Tokens = NonNullable<ThemeConfig['token']>;

/** Colours in which small text keeps a contrast of 4.5:1; those that Ant Design chooses are lighter. A browser test checks it. */
export const LIGHT: Tokens = {
  colorPrimary: '#1f5eff',
  colorLink: '#1f5eff',
  colorSuccess: '#0f7b3e',
  colorSuccessBg: '#e8f6ed',
  colorSuccessBorder: '#b5dfc5',
  colorError: '#cf222e',
  colorErrorBg: '#fdeeee',
  colorErrorBorder: '#f3c4c6',
  colorWarning: '#9a5b00',
  colorWarningBg: '#fff6e3',
  colorWarningBorder: '#f0d9a8',
  colorTextPlaceholder: '#6b7482',
  colorTextDescription: '#5b6574',
};

export const DARK: Tokens = {
  colorPrimary: '#5b8dff',
  colorLink: '#7ea6ff',
  colorError: '#ff8f88',
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
  Button: { colorPrimary: '#3a6ae0', colorPrimaryHover: '#4472e4', colorPrimaryActive: '#325dca' },
  Tabs: { itemSelectedColor: '#7ea6ff', itemHoverColor: '#a3bfff', inkBarColor: '#7ea6ff' },
};
