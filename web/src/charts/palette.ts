/** The colours of charts; both themes hold a contrast of 3:1 against their background for lines and bars. */
export interface Palette {
  text: string;
  muted: string;
  line: string;
  split: string;
  surface: string;
  left: string;
  right: string;
  bar: string;
}

export function palette(dark: boolean): Palette {
  return dark
    ? {
        text: '#e6e9ef',
        muted: '#9aa4b5',
        line: '#3a4354',
        split: '#262d3a',
        surface: '#1b212c',
        left: '#6c9bff',
        right: '#ffb454',
        bar: '#4f7fe8',
      }
    : {
        text: '#1c2430',
        muted: '#667085',
        line: '#d0d5dd',
        split: '#eef0f4',
        surface: '#ffffff',
        left: '#1f5eff',
        right: '#e07b00',
        bar: '#3d74f5',
      };
}

/** What every chart option needs to know about where it is shown. */
export interface Surroundings {
  dark: boolean;
  /** 1 on a desk, more on a wall screen. */
  scale: number;
}

/** A canvas knows no inherited font: it has to be named, as in the style sheet. */
export const FONT =
  "-apple-system, 'Segoe UI', Roboto, 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif";
