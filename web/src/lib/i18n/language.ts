import { useMemo } from 'react';

import { usePreferences } from '@/lib/preferences';
import { auditEn } from './audit.en';
import { auditZhCN } from './audit.zh-CN';
import { en } from './en';
import { errorsEn } from './errors.en';
import { errorsZhCN } from './errors.zh-CN';
import { fill, isComplete, type Arguments, type Language, type MessageKey, type Messages } from './messages';
import { zhCN } from './zh-CN';

const MESSAGES: Record<Language, Messages> = { 'zh-CN': zhCN, en };
const AUDIT: Record<Language, Record<string, string>> = { 'zh-CN': auditZhCN, en: auditEn };
const ERRORS: Record<Language, Record<string, string>> = { 'zh-CN': errorsZhCN, en: errorsEn };

/** A text in both languages, as the server sends titles. */
export interface Bilingual {
  zh: string;
  en: string;
}

export interface Translator {
  language: Language;
  /** The text of a key. */
  t: (key: MessageKey, values?: Arguments) => string;
  /** The text of a server's title. */
  of: (text: Bilingual) => string;
  /** The text of an error or note code, else the given fallback. */
  code: (code: string, values: Arguments, fallback: string) => string;
  /** The text of what an entry of the audit log says was done, else its code. */
  action: (code: string) => string;
}

/** The translator of a language, for code outside of components. */
export function translator(language: Language): Translator {
  return {
    language,
    t: (key, values) => fill(MESSAGES[language][key], values),
    of: (text) => (language === 'zh-CN' ? text.zh : text.en),
    code: (code, values, fallback) => {
      const text = ERRORS[language][code];
      if (text === undefined) {
        return fallback;
      }
      const filled = fill(text, values);
      return isComplete(filled) || fallback === '' ? filled : fallback;
    },
    action: (code) => AUDIT[language][code] ?? code,
  };
}

/** The translator of the chosen language. */
export function useTranslator(): Translator {
  const { language } = usePreferences();
  return useMemo(() => translator(language), [language]);
}

/** Whether the key exists: for keys that come from the server, such as table names. */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(zhCN, key);
}
