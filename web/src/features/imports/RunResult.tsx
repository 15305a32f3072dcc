import { UndoOutlined } from '@ant-design/icons';
import { Alert, Button, Progress } from 'antd';
import { Link } from 'react-router';

import { isKept, isOpen, type ImportRun } from '@/api/imports';
import { momentText } from '@/lib/day';
import { count } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';

import { FactCounts } from './FactCounts';
import { useReason } from './reason';
import { UndoneTable } from './UndoDialog';

interface RunResultProps {
  run: ImportRun;
  onQuarantine: (run: ImportRun) => void;
  onUndo: (run: ImportRun) => void;
}

/** Where a run stands, or what it did. */
export function RunResult({ run, onQuarantine, onUndo }: RunResultProps) {
  const { t, language } = useTranslator();
  const reasonText = useReason();
  const n = (value: number) => count(value, language);
  if (run.state === 'undoing') {
    return (
      <div className="run-open" role="status">
        <span>{t('undo.running')}</span>
        <Progress percent={100} status="active" showInfo={false} aria-label={t('undo.running')} />
      </div>
    );
  }
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
  if (run.state === 'undone') {
    return (
      <div className="run-done">
        <Alert
          type="info"
          showIcon
          title={t('undo.done', { by: run.undo?.by ?? '', at: momentText(run.undo?.askedAt) })}
          description={t('undo.again')}
        />
        <div className="run-facts">
          <UndoneTable tables={run.undo?.tables ?? {}} />
        </div>
      </div>
    );
  }
  const undo = isKept(run) && (
    <Button size="small" icon={<UndoOutlined />} onClick={() => onUndo(run)}>
      {t('undo')}
    </Button>
  );
  const refused = run.undo?.error;
  const notUndone = refused != null && (
    <Alert type="error" showIcon title={t('undo.failed')} description={reasonText(refused)} />
  );
  if (run.state === 'failed') {
    const reason = run.error;
    return (
      <div className="run-done">
        <Alert
          type="error"
          showIcon
          title={t(isKept(run) ? 'imports.failed.kept' : 'imports.failed', { files: run.files.join(', ') })}
          description={reason === null ? undefined : reasonText(reason)}
          action={
            reason?.code === 'ingest.format_unrecognised' ? (
              <Link to="/imports/mapping">{t('mapping.open')}</Link>
            ) : (
              undo
            )
          }
        />
        {notUndone}
      </div>
    );
  }
  return (
    <div className="run-done">
      <Alert
        type={run.rejected > 0 ? 'warning' : 'success'}
        showIcon
        title={t(run.skipped > 0 ? 'imports.result.skipped' : 'imports.result', {
          read: n(run.read),
          accepted: n(run.accepted),
          rejected: n(run.rejected),
          skipped: n(run.skipped),
        })}
        action={
          <div className="run-actions">
            {run.rejected > 0 && (
              <Button size="small" onClick={() => onQuarantine(run)}>
                {t('imports.quarantine.open', { n: n(run.rejected) })}
              </Button>
            )}
            {undo}
            <Link to={`/?shop=${encodeURIComponent(run.shop)}`}>{t('imports.result.look')}</Link>
          </div>
        }
      />
      {notUndone}
      <FactTable run={run} />
    </div>
  );
}

function FactTable({ run }: { run: ImportRun }) {
  const { t, language } = useTranslator();
  const facts = run.facts ?? {};
  const events = Object.entries(run.eventTypes ?? {});
  return (
    <div className="run-facts">
      {Object.keys(facts).length > 0 && <FactCounts title={t('imports.result.facts')} facts={facts} />}
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
