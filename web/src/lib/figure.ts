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
      const text = format(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(precise);
      return signed(currencySymbol(style.currency, language), text);
    }
    case 'count':
      return format(language, { maximumFractionDigits: 0 }).format(precise);
    case 'rate':
      return format(language, { style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(precise);
    case 'seconds':
      return duration(value, language);
    case 'number':
      return format(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(precise);
  }
}

/** The short figure of axes and narrow places: 247.5万, 2.5M, 12.3 %. */
export function compact(figure: Figure, style: FigureStyle): string {
  const value = numberOf(figure);
  if (value === null) {
    return '—';
  }
  const { language } = style;
  if (style.unit === 'rate') {
    return format(language, { style: 'percent', maximumFractionDigits: 1 }).format(value);
  }
  if (style.unit === 'seconds') {
    return duration(value, language);
  }
  const digits = Math.abs(value) < 10 && style.unit !== 'count' ? 2 : 1;
  const text = format(language, { notation: 'compact', maximumFractionDigits: digits }).format(value);
  return style.unit === 'amount' ? signed(currencySymbol(style.currency, language), text) : text;
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
    signDisplay: 'exceptZero',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(change);
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
