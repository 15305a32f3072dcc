const NAME = /[a-z][a-z0-9_]*/g;
const SIGNS: Record<string, string> = { '*': '×', '/': '÷', '-': '−' };

/** An expression with a text in the place of each name and printed signs; null if it has one name alone, or one without a text. */
export function filledIn(expression: string, textOf: (name: string) => string | null): string | null {
  const names = expression.match(NAME) ?? [];
  if (names.length < 2 && !/[+*/-]/.test(expression)) {
    return null;
  }
  const texts = new Map<string, string>();
  for (const name of names) {
    const text = textOf(name);
    if (text === null) {
      return null;
    }
    texts.set(name, text);
  }
  return expression
    .replaceAll(/[*/-]/g, (sign) => SIGNS[sign] ?? sign)
    .replaceAll(NAME, (name) => texts.get(name) ?? name);
}
