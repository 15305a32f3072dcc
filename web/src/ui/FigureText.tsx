import { compact, exact, type Figure, type FigureStyle } from '@/lib/figure';
import { usePreferences } from '@/lib/preferences';

/** A figure as the reader wants it: short with the exact one on hover, or exact with the short one. */
export function FigureText({ value, style }: { value: Figure; style: FigureStyle }) {
  const { figures } = usePreferences();
  const whole = exact(value, style);
  const brief = compact(value, style);
  const [shown, other] = figures === 'short' ? [brief, whole] : [whole, brief];
  return <span title={other === shown ? undefined : other}>{shown}</span>;
}
