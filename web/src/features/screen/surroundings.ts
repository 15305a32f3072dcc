import { useEffect, useState } from 'react';

/** What the screen is designed for; larger and smaller ones show the same, larger and smaller. */
const WIDTH = 1920;
const HEIGHT = 1080;

/** The chart's letters are 24 pixels high on a screen of 1080 lines. */
const CHART_SCALE = 2;

/** The size of one pixel of the design. */
export function unitOf(width: number, height: number): number {
  return Math.min(width / WIDTH, height / HEIGHT);
}

/** The size of the window, followed. */
export function useWindow(): { chartScale: number; unit: number } {
  const [size, setSize] = useState({ width: window.innerWidth, height: window.innerHeight });
  useEffect(() => {
    const changed = () => setSize({ width: window.innerWidth, height: window.innerHeight });
    addEventListener('resize', changed);
    return () => removeEventListener('resize', changed);
  }, []);
  // On a phone the parts stand below each other, and are as large as on a desk.
  const unit = size.width < 900 ? 0.55 : unitOf(size.width, size.height);
  return { unit, chartScale: unit * CHART_SCALE };
}

/** The time of day in a zone, second by second. */
export function useClock(zone: string): string {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: zone }).format(now);
}

/** Keeps the display from going dark while the screen is shown, where the browser can. */
export function useWakefulness(): void {
  useEffect(() => {
    if (!('wakeLock' in navigator)) {
      return;
    }
    let lock: WakeLockSentinel | null = null;
    let left = false;
    const hold = () => {
      if (document.visibilityState !== 'visible' || left) {
        return;
      }
      navigator.wakeLock.request('screen').then(
        (held) => {
          lock = held;
          if (left) {
            void held.release();
          }
        },
        // A screen that may go dark is still a screen.
        () => undefined,
      );
    };
    hold();
    document.addEventListener('visibilitychange', hold);
    return () => {
      left = true;
      document.removeEventListener('visibilitychange', hold);
      void lock?.release();
    };
  }, []);
}
