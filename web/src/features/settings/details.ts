import { isMessageKey, type Translator } from '@/lib/i18n/language';
import { count } from '@/lib/figure';
import { roleOf } from '@/api/session';

/** Details that say nothing when they are empty or false. */
const isTold = (value: unknown) => !(value === null || value === false || value === '');

/** The details of an audit entry in the reader's words, one text a detail; what has no words is told as it is. */
export function detailTexts(details: Record<string, unknown>, { t, language }: Translator): string[] {
  const word = (key: string, value: unknown): string => {
    if (key === 'role' && typeof value === 'string') {
      return t(`role.${roleOf(value)}`);
    }
    if (key === 'shops' && Array.isArray(value) && value.length === 0) {
      return t('settings.user.shops.all');
    }
    if (Array.isArray(value)) {
      return value.map((one) => word('', one)).join(', ');
    }
    if (typeof value === 'number') {
      return count(value, language);
    }
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  return Object.entries(details)
    .filter(([, value]) => isTold(value))
    .map(([key, value]) => {
      const title = `audit.detail.${key}`;
      const name = isMessageKey(title) ? t(title) : key;
      return value === true ? name : t('audit.detail', { name, value: word(key, value) });
    });
}
