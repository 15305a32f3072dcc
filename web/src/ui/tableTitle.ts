import { isMessageKey, useTranslator } from '@/lib/i18n/language';

/** What people call a table. */
export function useTableTitle(): (table: string) => string {
  const { t } = useTranslator();
  return (table) => {
    const key = `table.${table}`;
    return isMessageKey(key) ? t(key) : table;
  };
}
