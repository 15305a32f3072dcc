import { DownloadOutlined, UploadOutlined } from '@ant-design/icons';
import { App, Button, Drawer, Table, Upload } from 'antd';
import { useState } from 'react';

import { download } from '@/api/http';
import { quarantineAddress, retryRejected, startImport, type ImportRun, type QuarantineRow } from '@/api/imports';
import { count } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { saveFile } from '@/lib/save';
import { failureText } from '@/ui/failureText';
import { Failure } from '@/ui/Failure';

import { MendRow } from './MendRow';
import { useReason } from './reason';
import { MAPPED, RECOGNISED, useQuarantine } from './runs';

interface QuarantineDrawerProps {
  run: ImportRun;
  onClose: () => void;
  onStarted: (id: string) => void;
}

const PAGE = 50;

/** The name of a file without its folders and endings, which are not those of what is saved. */
const plainName = (file: string) => file.slice(file.lastIndexOf('/') + 1).replace(/(\.[a-z]{2,4})+$/i, '');

/** The rows that a run did not take: why, and the way to take them after all. */
export function QuarantineDrawer({ run, onClose, onStarted }: QuarantineDrawerProps) {
  const translator = useTranslator();
  const { t, language } = translator;
  const { message } = App.useApp();
  const reasonText = useReason();
  const [page, setPage] = useState(1);
  const [busy, setBusy] = useState(false);
  const rows = useQuarantine(run.id, PAGE, (page - 1) * PAGE);

  const [mended, setMended] = useState<ReadonlyMap<number, string[]>>(new Map());

  const files = [...new Set(rows.data?.files)];
  const mendable = run.state === 'done' && run.mendedBy === null && run.format !== MAPPED;
  const columnsOf = (file: string) => rows.data?.columns[rows.data.files.indexOf(file)] ?? [];
  const cellsOf = (row: QuarantineRow) => mended.get(row.row) ?? row.cells;

  const mend = (row: QuarantineRow, cells: string[]) => {
    const next = new Map(mended);
    if (cells.every((cell, i) => cell === row.cells[i])) {
      next.delete(row.row);
    } else {
      next.set(row.row, cells);
    }
    setMended(next);
  };

  const retry = async () => {
    setBusy(true);
    try {
      const { id } = await retryRejected(
        run.id,
        [...mended].map(([row, cells]) => ({ row, cells })),
      );
      onStarted(id);
    } catch (failure) {
      message.error(failureText(failure, translator));
    } finally {
      setBusy(false);
    }
  };

  const save = async (of: string) => {
    try {
      const name = `quarantine-${run.id}.csv`;
      const file = await download(quarantineAddress(run.id, of), name);
      saveFile(file.content, files.length > 1 ? `${plainName(of)}-${file.name}` : file.name);
    } catch (failure) {
      message.error(failureText(failure, translator));
    }
  };

  const reimport = async (file: File) => {
    setBusy(true);
    try {
      // A run of several formats recognises its files again.
      const format = run.format.includes('+') ? RECOGNISED : run.format;
      const order = { format, shop: run.shop, files: [file], map: null };
      const { id } = await startImport(order, () => undefined, new AbortController().signal);
      onStarted(id);
    } catch (failure) {
      message.error(failureText(failure, translator));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Drawer open size={Math.min(960, window.innerWidth)} title={t('imports.quarantine')} onClose={onClose}>
      <p>{t(run.mendedBy === null ? 'imports.quarantine.text' : 'mend.done')}</p>
      <div className="quarantine-actions">
        {mendable && (
          <Button type="primary" disabled={mended.size === 0} loading={busy} onClick={() => void retry()}>
            {mended.size === 0 ? t('mend.retry.none') : t('mend.retry', { n: count(mended.size, language) })}
          </Button>
        )}
        {files.map((file) => (
          <Button key={file} icon={<DownloadOutlined />} onClick={() => void save(file)}>
            {files.length > 1 ? t('imports.quarantine.download.file', { file }) : t('imports.quarantine.download')}
          </Button>
        ))}
        {run.format !== MAPPED && run.mendedBy === null && (
          <Upload
            showUploadList={false}
            beforeUpload={(file) => {
              void reimport(file);
              return false;
            }}
          >
            <Button icon={<UploadOutlined />} loading={busy}>
              {t('imports.quarantine.reimport')}
            </Button>
          </Upload>
        )}
      </div>
      {rows.error !== null && <Failure failure={rows.error} onRetry={() => void rows.refetch()} />}
      <Table
        size="small"
        loading={rows.isPending}
        rowKey="row"
        {...(mendable && {
          expandable: {
            columnTitle: t('mend'),
            expandedRowRender: (row: QuarantineRow) => (
              <MendRow
                row={row}
                columns={columnsOf(row.file)}
                cells={cellsOf(row)}
                onChange={(cells) => mend(row, cells)}
              />
            ),
            expandIcon: ({ expanded, onExpand, record }) => (
              <Button
                type="link"
                size="small"
                aria-expanded={expanded}
                aria-label={t('mend.row', { line: count(record.line, language) })}
                onClick={(event) => onExpand(record, event)}
              >
                {t(mended.has(record.row) ? 'mend.mended' : 'mend')}
              </Button>
            ),
          },
        })}
        dataSource={rows.data?.rows ?? []}
        locale={{ emptyText: t('imports.quarantine.empty') }}
        scroll={{ x: 'max-content' }}
        pagination={{
          current: page,
          pageSize: PAGE,
          total: rows.data?.total ?? 0,
          showSizeChanger: false,
          hideOnSinglePage: true,
          onChange: setPage,
        }}
        columns={[
          { key: 'file', title: t('imports.column.file'), dataIndex: 'file' },
          {
            key: 'line',
            title: t('imports.quarantine.line'),
            align: 'right',
            className: 'figures',
            render: (_: unknown, row) => count(row.line, language),
          },
          {
            key: 'reason',
            title: t('imports.quarantine.reason'),
            className: 'reason-cell',
            render: (_: unknown, row) => reasonText(row.reason),
          },
          {
            key: 'raw',
            title: t('imports.quarantine.raw'),
            className: 'raw-cell',
            render: (_: unknown, row) => <code>{row.raw}</code>,
          },
        ]}
      />
    </Drawer>
  );
}
