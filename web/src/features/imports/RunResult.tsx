import { Alert, Button, Progress } from 'antd';
import { Link } from 'react-router';

import { isOpen, type ImportRun } from '@/api/imports';
import { count } from '@/lib/figure';
import { isMessageKey, useTranslator } from '@/lib/i18n/language';

import { useReason } from './reason';

interface RunResultProps {
  run: ImportRun;
  onQuarantine: (run: ImportRun) => void;
}

/** Where a run stands, or what it did. */
export function RunResult({ run, onQuarantine }: RunResultProps) {
  const { t, language } = useTranslator();
  const reasonText = useReason();
  const n = (value: number) => count(value, language);
  if (isOpen(run)) {
    const share = run.bytesTotal > 0 ? Math.min(99, Math.floor((run.bytesDone / run.bytesTotal) * 100)) : 0;
    const text = run.state === 'queued' ? t('imports.queued') : t('imports.running', { read: n(run.read) });
    return (
      <div className="run-open" role="status">
        <span>{text}</span>
        <Progress percent={share} status="active" aria-label={text} />
      </div>
    );
  }
  if (run.state === 'failed') {
    const reason = run.error;
    return (
      <Alert
        type="error"
        showIcon
        title={t('imports.failed', { files: run.files.join(', ') })}
        description={reason === null ? undefined : reasonText(reason)}
      />
    );
  }
  return (
    <div className="run-done">
      <Alert
        type={run.rejected > 0 ? 'warning' : 'success'}
        showIcon
        title={t('imports.result', { read: n(run.read), accepted: n(run.accepted), rejected: n(run.rejected) })}
        action={
          <div className="run-actions">
            {run.rejected > 0 && (
              <Button size="small" onClick={() => onQuarantine(run)}>
                {t('imports.quarantine.open', { n: n(run.rejected) })}
              </Button>
            )}
            <Link to={`/?shop=${encodeURIComponent(run.shop)}`}>{t('imports.result.look')}</Link>
          </div>
        }
      />
      <FactTable run={run} />
    </div>
  );
}

function FactTable({ run }: { run: ImportRun }) {
  const { t, language } = useTranslator();
  const facts = Object.entries(run.facts ?? {});
  const events = Object.entries(run.eventTypes ?? {});
  const title = (table: string) => {
    const key = `table.${table}`;
    return isMessageKey(key) ? t(key) : table;
  };
  return (
    <div className="run-facts">
      {facts.length > 0 && (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('imports.result.facts')}</th>
              <th scope="col">{t('imports.result.added')}</th>
              <th scope="col">{t('imports.result.revised')}</th>
              <th scope="col">{t('imports.result.unchanged')}</th>
            </tr>
          </thead>
          <tbody>
            {facts.map(([table, one]) => (
              <tr key={table}>
                <th scope="row">{title(table)}</th>
                <td className="figures">{count(one.added, language)}</td>
                <td className="figures">{count(one.revised, language)}</td>
                <td className="figures">{count(one.unchanged, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {events.length > 0 && (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col" colSpan={2}>
                {t('imports.result.events')}
              </th>
            </tr>
          </thead>
          <tbody>
            {events.map(([type, n]) => (
              <tr key={type}>
                <th scope="row">
                  <code>{type}</code>
                </th>
                <td className="figures">{count(n, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
