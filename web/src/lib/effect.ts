import { compact, exact, numberOf, pointsText, type FigureStyle } from './figure';

/**
 * What a part did to a figure, with its sign, in the figure's unit: +1.20万, -0.35 pp, +3.50. Effects on counts and on times have parts of one, and
 * are printed with them.
 */
export function effectText(effect: string | number | null, style: FigureStyle, length: 'short' | 'exact'): string {
  const value = numberOf(effect);
  if (value === null || effect === null) {
    return '—';
  }
  const { unit, language } = style;
  if (unit === 'rate') {
    return pointsText(value * 100, language);
  }
  const fine: FigureStyle =
    unit === 'seconds' || (unit === 'count' && !Number.isInteger(value)) ? { ...style, unit: 'number' } : style;
  const text = length === 'short' ? compact(effect, fine) : exact(effect, fine);
  const word = unit === 'seconds' ? (language === 'zh-CN' ? '秒' : ' s') : '';
  return `${value > 0 ? '+' : ''}${text}${word}`;
}

/** Whether the text of an effect says that there is none: what rounds to zero has no direction. */
export function saysNothing(text: string): boolean {
  return !/[1-9]/.test(text);
}
