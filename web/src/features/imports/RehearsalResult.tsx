import { Alert } from 'antd';

import type { Rehearsal } from '@/api/mapping';
import { count } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';

import { FactCounts } from './FactCounts';
import { useReason } from './reason';

/** What an import would do. */
export function RehearsalResult({ rehearsal }: { rehearsal: Rehearsal }) {
  const { t, language } = useTranslator();
  const reasonText = useReason();
  const n = (value: number) => count(value, language);
  return (
    <div className="mapping-told">
      <Alert
        type={rehearsal.rejected > 0 ? 'warning' : 'success'}
        showIcon
        title={t(rehearsal.skipped > 0 ? 'mapping.rehearsed.skipped' : 'mapping.rehearsed', {
          read: n(rehearsal.read),
          accepted: n(rehearsal.accepted),
          rejected: n(rehearsal.rejected),
          skipped: n(rehearsal.skipped),
        })}
      />
      <FactCounts title={t('mapping.facts')} facts={rehearsal.facts} />
      {rehearsal.reasons.length > 0 && (
        <table className="mapping-table">
          <thead>
            <tr>
              <th scope="col">{t('mapping.reason')}</th>
              <th scope="col">{t('mapping.reason.rows')}</th>
              <th scope="col">{t('mapping.reason.example')}</th>
            </tr>
          </thead>
          <tbody>
            {rehearsal.reasons.map((reason, at) => {
              const [first] = reason.examples;
              return (
                <tr key={`${reason.code}${String(at)}`}>
                  <th scope="row">
                    {first === undefined
                      ? reason.code
                      : reasonText({ code: reason.code, message: first.message, arguments: first.arguments })}
                  </th>
                  <td className="figures">{n(reason.rows)}</td>
                  <td>
                    {reason.examples.slice(0, 3).map((example) => (
                      <code key={example.line} className="mapping-example">
                        {t('mapping.line', { n: n(example.line), raw: example.raw })}
                      </code>
                    ))}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </div>
  );
}
