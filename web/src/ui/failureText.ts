import { Problem } from '@/api/problem';
import type { Translator } from '@/lib/i18n/language';

/** What went wrong in the reader's language: by code, else the server's own words. */
export function failureText(failure: unknown, translator: Translator): string {
  if (failure instanceof Problem) {
    if (failure.status === 0) {
      return translator.t('error.network');
    }
    const fallback =
      failure.message === '' ? translator.t('error.unknown', { status: failure.status }) : failure.message;
    return failure.code === null ? fallback : translator.code(failure.code, failure.values, fallback);
  }
  return failure instanceof Error && failure.message !== '' ? failure.message : String(failure);
}
