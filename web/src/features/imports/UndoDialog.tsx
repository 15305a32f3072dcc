import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Modal, Skeleton } from 'antd';
import { useState } from 'react';

import { readUndo, undoImport, type ImportRun, type LaterImport, type UndoneRows } from '@/api/imports';
import { count } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';
import { failureText } from '@/ui/failureText';

import { useTableTitle } from '@/ui/tableTitle';

interface UndoDialogProps {
  run: ImportRun;
  onClose: () => void;
  onStarted: (id: string) => void;
}

/** Says what taking an import back would do, and does it. */
export function UndoDialog({ run, onClose, onStarted }: UndoDialogProps) {
  const translator = useTranslator();
  const { t, language } = translator;
  const { message } = App.useApp();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const preview = useQuery({
    queryKey: ['undo', run.id],
    queryFn: ({ signal }) => readUndo(run.id, signal),
    gcTime: 0,
    staleTime: 0,
  });

  const undo = async () => {
    setBusy(true);
    try {
      const { id } = await undoImport(run.id);
      await client.invalidateQueries({ queryKey: ['import', id] });
      onStarted(id);
    } catch (failure) {
      message.error(failureText(failure, translator));
      setBusy(false);
    }
  };

  return (
    <Modal
      open
      width={640}
      title={t('undo.title', { files: run.files.join(', ') })}
      okText={t('undo.do')}
      okButtonProps={{ danger: true, disabled: preview.data === undefined }}
      confirmLoading={busy}
      onOk={() => void undo()}
      onCancel={onClose}
    >
      <p>{t('undo.text')}</p>
      {preview.isPending && <Skeleton active title={false} />}
      {preview.error !== null && <Failure failure={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.data !== undefined && (
        <div className="undo-preview" role="region" aria-label={t('undo.what')} tabIndex={0}>
          <UndoneTable tables={preview.data.tables} coming />
          {preview.data.contacts > 0 && <p>{t('undo.contacts', { n: count(preview.data.contacts, language) })}</p>}
          {preview.data.staying.map((later) => (
            <Staying key={later.id ?? ''} later={later} />
          ))}
          {preview.data.repeating.length > 0 && (
            <Alert
              type="warning"
              showIcon
              title={t('undo.repeating')}
              description={
                <ul className="undo-later">
                  {preview.data.repeating.map((later) => (
                    <li key={later.id}>{later.files.join(', ')}</li>
                  ))}
                </ul>
              }
            />
          )}
        </div>
      )}
    </Modal>
  );
}

function Staying({ later }: { later: LaterImport }) {
  const { t, language } = useTranslator();
  const n = count(later.rows, language);
  return (
    <p>
      {later.id === null ? t('undo.staying.events', { n }) : t('undo.staying', { n, files: later.files.join(', ') })}
    </p>
  );
}

interface UndoneTableProps {
  tables: Record<string, UndoneRows>;
  /** Whether it is still to come. */
  coming?: boolean;
}

/** Rows that go, come back and stay, by table. */
export function UndoneTable({ tables, coming = false }: UndoneTableProps) {
  const { t, language } = useTranslator();
  const title = useTableTitle();
  const rows = Object.entries(tables);
  if (rows.length === 0) {
    return <p>{coming ? t('undo.nothing') : null}</p>;
  }
  const kept = rows.some(([, one]) => one.kept > 0);
  return (
    <>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('imports.result.facts')}</th>
            <th scope="col">{t('undo.removed')}</th>
            <th scope="col">{t('undo.restored')}</th>
            {kept && <th scope="col">{t('undo.kept')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(([table, one]) => (
            <tr key={table}>
              <th scope="row">{title(table)}</th>
              <td className="figures">{count(one.removed, language)}</td>
              <td className="figures">{count(one.restored, language)}</td>
              {kept && <td className="figures">{count(one.kept, language)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {kept && <p className="hint">{t('undo.kept.hint')}</p>}
    </>
  );
}
