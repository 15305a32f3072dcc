import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';

import type { Surroundings } from '@/charts/palette';
import type { ThemeChoice } from '@/lib/preferences';

/** The theme and scale in force. */
export const SurroundingsContext = createContext<Surroundings>({ dark: false, scale: 1 });

export const useSurroundings = () => useContext(SurroundingsContext);

const DARK = '(prefers-color-scheme: dark)';

/** Whether the chosen theme is dark now; "system" follows the system while the page is open. */
export function useDark(choice: ThemeChoice): boolean {
  const system = useSyncExternalStore(
    (changed) => {
      const query = matchMedia(DARK);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => matchMedia(DARK).matches,
  );
  return choice === 'system' ? system : choice === 'dark';
}

/** How much larger than on a desk: everything grows on very wide screens, more so in wall-screen mode. */
export function scaleOf(width: number, wall: boolean): number {
  if (wall) {
    return Math.min(2.5, Math.max(1, width / 1500));
  }
  return width >= 2300 ? 1.2 : 1;
}

/** The width of the window. */
export function useWidth(): number {
  const [width, setWidth] = useState(window.innerWidth);
  useEffect(() => {
    const changed = () => setWidth(window.innerWidth);
    addEventListener('resize', changed);
    return () => removeEventListener('resize', changed);
  }, []);
  return width;
}
