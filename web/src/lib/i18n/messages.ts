import type { zhCN } from './zh-CN';

/** The keys of the page's texts. */
export type MessageKey = keyof typeof zhCN;

/** One language's texts: exactly the keys of the Chinese file. */
export type Messages = Record<MessageKey, string>;

/** The languages of the page, as in the `lang` attribute. */
export type Language = 'zh-CN' | 'en';

/** Values for the `{name}` places of a text. */
export type Arguments = Record<string, unknown>;

/** Fills the `{name}` places; a place without a value stays visible, so that it is noticed. */
export function fill(text: string, values: Arguments = {}): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined || value === null) {
      return place;
    }
    if (Array.isArray(value)) {
      return value.map((entry) => wordOf(entry)).join(', ');
    }
    return wordOf(value);
  });
}

/** Whether every place of a filled text got its value. */
export function isComplete(text: string): boolean {
  return !/\{\w+\}/.test(text);
}

function wordOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : JSON.stringify(value);
}

/** The language of a first visit, from the browser's list. */
export function preferredLanguage(languages: readonly string[]): Language {
  for (const language of languages) {
    const lower = language.toLowerCase();
    if (lower.startsWith('zh')) {
      return 'zh-CN';
    }
    if (lower.startsWith('en')) {
      return 'en';
    }
  }
  return 'en';
}
