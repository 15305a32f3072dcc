import type { Language } from './i18n/messages';

/** How a metric's figures are measured. */
export type Unit = 'amount' | 'count' | 'rate' | 'number' | 'seconds';

/** A figure as the server sends it: amounts are decimal strings, the rest numbers; null is unknown. */
export type Figure = string | number | null | undefined;

/** A comparison as the server sends it: a share of the base, or why there is none. */
export type Change = number | string | null | undefined;

const formats = new Map<string, Intl.NumberFormat>();

function format(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language + JSON.stringify(options);
  let found = formats.get(key);
  if (found === undefined) {
    found = new Intl.NumberFormat(language, options);
    formats.set(key, found);
  }
  return found;
}

/** The number of a figure for a chart or a comparison, or null. */
export function numberOf(figure: unknown): number | null {
  if (figure === null || figure === undefined || figure === '') {
    return null;
  }
  const value = typeof figure === 'string' || typeof figure === 'number' ? Number(figure) : NaN;
  return Number.isFinite(value) ? value : null;
}

/** What the unit's figures are printed with. */
export interface FigureStyle {
  unit: Unit;
  currency?: string | null | undefined;
  language: Language;
}

/** The symbol of a currency as its users write it: ¥, £, $. */
export function currencySymbol(currency: string | null | undefined, language: Language): string {
  if (currency === null || currency === undefined || currency === '') {
    return '';
  }
  try {
    const parts = format(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0);
    return parts.find((part) => part.type === 'currency')?.value ?? currency;
  } catch {
    // Not a code that the browser knows.
    return `${currency} `;
  }
}

/** How many places the amounts of a currency have: 2, none for the yen. */
function placesOf(currency: string | null | undefined): number {
  if (currency === null || currency === undefined || currency === '') {
    return 2;
  }
  try {
    return format('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** So many places, halves away from zero; nothing is ever shown as -0. */
function places(digits: number): Intl.NumberFormatOptions {
  return { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: 'negative' };
}

/** The exact figure: 2,474,823.07 with its currency, 24,087, 12.34 %, 1m 05s. */
export function exact(figure: Figure, style: FigureStyle): string {
  const value = numberOf(figure);
  if (value === null) {
    return '—';
  }
  // A decimal string goes to the formatter as it is: a double would lose the cents of very large amounts.
  const precise = figure as Intl.StringNumericLiteral;
  const { language } = style;
  switch (style.unit) {
    case 'amount': {
      const text = format(language, places(placesOf(style.currency))).format(precise);
      return signed(currencySymbol(style.currency, language), text);
    }
    case 'count':
      return format(language, places(0)).format(precise);
    case 'rate':
      return format(language, { style: 'percent', ...places(2) }).format(precise);
    case 'seconds':
      return duration(value, language);
    case 'number':
      return format(language, places(2)).format(precise);
  }
}

/** Below it nobody needs a unit. */
const SMALLEST = 10_000;

/** What large numbers are counted in, the largest first: by ten thousands in Chinese, by thousands in English. */
const TIERS: Record<Language, readonly { power: number; word: string }[]> = {
  'zh-CN': [
    { power: 12, word: '万亿' },
    { power: 8, word: '亿' },
    { power: 4, word: '万' },
  ],
  en: [
    { power: 12, word: 'T' },
    { power: 9, word: 'B' },
    { power: 6, word: 'M' },
    { power: 3, word: 'K' },
  ],
};

/**
 * The short figure: 247.48万, 2.47M, 12.34 %. What is below ten thousand is read at a glance as it is, with the places of the exact figure up to a
 * thousand and none from there on. A number is counted in the next unit as soon as it would round to one of it: 9,999 stays, 9,999.5 is 1.00万.
 */
export function compact(figure: Figure, style: FigureStyle): string {
  return short(figure, style, false);
}

/** The short figure without zeros at its end, for axes: 250万, 2.5M, 12 %. */
export function axis(figure: Figure, style: FigureStyle): string {
  return short(figure, style, true);
}

function short(figure: Figure, style: FigureStyle, bare: boolean): string {
  const value = numberOf(figure);
  if (value === null) {
    return '—';
  }
  const { unit, language } = style;
  if (unit === 'seconds') {
    return duration(value, language);
  }
  const digits = (most: number): Intl.NumberFormatOptions => ({
    ...places(most),
    ...(bare ? { minimumFractionDigits: 0 } : {}),
  });
  if (unit === 'rate') {
    return format(language, { style: 'percent', ...digits(2) }).format(value);
  }
  const symbol = unit === 'amount' ? currencySymbol(style.currency, language) : '';
  const own = unit === 'count' ? 0 : unit === 'amount' ? placesOf(style.currency) : 2;
  const size = Math.abs(value);
  const tiers = TIERS[language];
  for (const [index, { power, word }] of tiers.entries()) {
    const below = tiers[index + 1];
    // Half of the last place that would be shown without this unit.
    const half = below === undefined ? 0.5 : 10 ** (below.power - 2) / 2;
    if (size >= Math.max(10 ** power, SMALLEST) - half) {
      return signed(symbol, format(language, digits(2)).format(shifted(figure, power)) + word);
    }
  }
  const fine = size < 1000 - 10 ** -own / 2;
  return signed(symbol, format(language, digits(fine ? own : 0)).format(figure as Intl.StringNumericLiteral));
}

/** The figure divided by a power of ten, to the last digit where it came as text. */
function shifted(figure: Figure, power: number): number | Intl.StringNumericLiteral {
  const text = String(figure);
  return /[eE]/.test(text) ? Number(text) / 10 ** power : (`${text}E-${power}` as Intl.StringNumericLiteral);
}

function signed(symbol: string, text: string): string {
  return text.startsWith('-') ? `-${symbol}${text.slice(1)}` : symbol + text;
}

function duration(seconds: number, language: Language): string {
  const all = Math.round(seconds);
  const minutes = Math.floor(all / 60);
  const rest = all % 60;
  if (minutes === 0) {
    return language === 'zh-CN' ? `${rest}秒` : `${rest}s`;
  }
  const padded = String(rest).padStart(2, '0');
  return language === 'zh-CN' ? `${minutes}分${padded}秒` : `${minutes}m ${padded}s`;
}

/** A share of the base with its sign: +12.3%, -4.0%; from ten-fold on without decimals. */
export function changeText(change: number, language: Language): string {
  const digits = Math.abs(change) >= 10 ? 0 : 1;
  return format(language, {
    style: 'percent',
    ...places(digits),
    signDisplay: 'exceptZero',
  }).format(change);
}

/** By how many points of a hundred a rate has moved; null where one of the two is not known. */
export function pointsOf(value: Figure, base: Figure): number | null {
  const now = numberOf(value);
  const before = numberOf(base);
  return now === null || before === null ? null : (now - before) * 100;
}

/** Percentage points with their sign: +1.2 pp, -0.35 个百分点; below one point with two places. */
export function pointsText(points: number, language: Language): string {
  // A difference of two doubles has a tail of its own; a change that is only that is none.
  const clean = Number(points.toPrecision(12));
  const text = format(language, { ...places(Math.abs(clean) < 1 ? 2 : 1), signDisplay: 'exceptZero' }).format(clean);
  return language === 'zh-CN' ? `${text} 个百分点` : `${text} pp`;
}

/** What a change is, apart from its number. */
export type ChangeState = 'number' | 'new' | 'notEnough' | 'none';

export function changeState(change: Change): ChangeState {
  if (typeof change === 'number') {
    return 'number';
  }
  if (change === 'new') {
    return 'new';
  }
  return change === 'not enough history' ? 'notEnough' : 'none';
}

/** Whole numbers with separators. */
export function count(value: number, language: Language): string {
  return format(language, { maximumFractionDigits: 0 }).format(value);
}
