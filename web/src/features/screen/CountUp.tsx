import { useEffect, useRef } from 'react';

import { exact, numberOf, type Figure, type FigureStyle } from '@/lib/figure';

interface CountUpProps {
  value: Figure;
  style: FigureStyle;
}

const MS = 1_200;

/** A figure that runs up to its next value; what it ends with is the value itself, to the last digit. */
export function CountUp({ value, style }: CountUpProps) {
  const place = useRef<HTMLSpanElement>(null);
  const shown = useRef<number | null>(null);
  const { unit, currency, language } = style;
  useEffect(() => {
    const element = place.current;
    if (element === null) {
      return;
    }
    const figures: FigureStyle = { unit, currency, language };
    const show = (figure: Figure) => {
      element.textContent = exact(figure, figures);
    };
    const from = shown.current;
    const to = numberOf(value);
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (from === null || to === null || from === to || still) {
      shown.current = to;
      show(value);
      return;
    }
    const began = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const share = Math.min(1, (now - began) / MS);
      const eased = 1 - (1 - share) ** 3;
      shown.current = from + (to - from) * eased;
      if (share < 1) {
        show(shown.current);
        frame = requestAnimationFrame(step);
      } else {
        show(value);
      }
    });
    // A next value goes on from what stands there.
    return () => cancelAnimationFrame(frame);
  }, [value, unit, currency, language]);
  return <span ref={place} />;
}
