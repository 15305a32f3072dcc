const NAME = /([a-z][a-z0-9_]*)/;
const SIGNS: Record<string, string> = { '*': '×', '/': '÷', '-': '−' };

/** A piece of an expression: a name with its text, or what stands between names. */
export interface Piece {
  name: string | null;
  text: string;
}

/** An expression with a text in the place of each name and printed signs; null if it has one name alone, or one without a text. */
export function filledIn(expression: string, textOf: (name: string) => string | null): Piece[] | null {
  // Split by a group, names stand at the odd places.
  const words = expression.split(NAME);
  if (words.length < 5 && !/[+*/-]/.test(expression)) {
    return null;
  }
  const pieces: Piece[] = [];
  for (const [index, word] of words.entries()) {
    const name = index % 2 === 1 ? word : null;
    const text = name === null ? word.replaceAll(/[*/-]/g, (sign) => SIGNS[sign] ?? sign) : textOf(name);
    if (text === null) {
      return null;
    }
    if (text !== '') {
      pieces.push({ name, text });
    }
  }
  return pieces;
}
