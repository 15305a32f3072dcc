import type { Facts } from '@/api/imports';
import { count } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';

import { useTableTitle } from '@/ui/tableTitle';

interface FactCountsProps {
  /** What the tables are called together. */
  title: string;
  facts: Record<string, Facts>;
}

/** How many facts are new, revised and unchanged, by table. */
export function FactCounts({ title, facts }: FactCountsProps) {
  const { t, language } = useTranslator();
  const titleOf = useTableTitle();
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">{t('imports.result.added')}</th>
          <th scope="col">{t('imports.result.revised')}</th>
          <th scope="col">{t('imports.result.unchanged')}</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(facts).map(([table, one]) => (
          <tr key={table}>
            <th scope="row">{titleOf(table)}</th>
            <td className="figures">{count(one.added, language)}</td>
            <td className="figures">{count(one.revised, language)}</td>
            <td className="figures">{count(one.unchanged, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
