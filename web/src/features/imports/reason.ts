import type { Reason } from '@/api/imports';
import { useTranslator } from '@/lib/i18n/language';

/** Words a reason by its code, else with the server's message. */
export function useReason(): (reason: Reason) => string {
  const { code } = useTranslator();
  return (reason) => code(reason.code, reason.arguments, reason.message);
}
