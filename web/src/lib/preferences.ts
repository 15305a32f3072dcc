import { useSyncExternalStore } from 'react';

import { preferredLanguage, type Language } from './i18n/messages';

export type ThemeChoice = 'light' | 'dark' | 'system';

/** Whether red means "rises" (mainland habit), green does, or green means "better". */
export type ColourScheme = 'red-rises' | 'green-rises' | 'green-better';

/** Whether large figures are shown short, with the exact one on hover, or exact. */
export type FigureLength = 'short' | 'exact';

export interface Preferences {
  language: Language;
  theme: ThemeChoice;
  colours: ColourScheme;
  figures: FigureLength;
}

type Stored = Partial<Preferences>;

const KEY = 'quanjing.preferences';
const listeners = new Set<() => void>();
let stored: Stored = read();
let current = complete(stored);

function read(): Stored {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof value === 'object' && value !== null ? clean(value as Record<string, unknown>) : {};
  } catch {
    // Storage may be forbidden or hold something else; the defaults will do.
    return {};
  }
}

function clean(value: Record<string, unknown>): Stored {
  const result: Stored = {};
  const { language, theme, colours, figures } = value;
  if (language === 'zh-CN' || language === 'en') {
    result.language = language;
  }
  if (theme === 'light' || theme === 'dark' || theme === 'system') {
    result.theme = theme;
  }
  if (colours === 'red-rises' || colours === 'green-rises' || colours === 'green-better') {
    result.colours = colours;
  }
  if (figures === 'short' || figures === 'exact') {
    result.figures = figures;
  }
  return result;
}

function complete(chosen: Stored): Preferences {
  const language = chosen.language ?? preferredLanguage(navigator.languages);
  return {
    language,
    theme: chosen.theme ?? 'system',
    colours: chosen.colours ?? (language === 'zh-CN' ? 'red-rises' : 'green-better'),
    figures: chosen.figures ?? 'short',
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The choices of this browser; defaults follow the browser's language. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => current);
}

/** Changes some choices and remembers them in this browser. */
export function setPreferences(change: Stored): void {
  stored = { ...stored, ...change };
  current = complete(stored);
  try {
    localStorage.setItem(KEY, JSON.stringify(stored));
  } catch {
    // Then the choice lasts as long as the page.
  }
  for (const listener of listeners) {
    listener();
  }
}
