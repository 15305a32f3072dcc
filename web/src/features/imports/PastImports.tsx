import { Button, Empty, Table, Tag } from 'antd';

import { isKept, type ImportFormat, type ImportRun, type ImportState } from '@/api/imports';
import type { Shop } from '@/api/shops';
import { momentText } from '@/lib/day';
import { count } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';

interface PastImportsProps {
  runs: readonly ImportRun[];
  formats: readonly ImportFormat[];
  shops: readonly Shop[];
  loading: boolean;
  onOpen: (id: string) => void;
  onQuarantine: (run: ImportRun) => void;
  onUndo: (run: ImportRun) => void;
}

const COLOUR: Record<ImportState, string> = {
  queued: 'default',
  running: 'processing',
  done: 'success',
  failed: 'error',
  undoing: 'processing',
  undone: 'warning',
};

/** All runs, newest first. */
export function PastImports({ runs, formats, shops, loading, onOpen, onQuarantine, onUndo }: PastImportsProps) {
  const { t, of, language } = useTranslator();
  const formatTitle = (ids: string) =>
    ids
      .split('+')
      .map((id) => {
        const title = formats.find((one) => one.id === id)?.title;
        return title === undefined ? id : of(title);
      })
      .join(' + ');
  const figures = (key: 'read' | 'accepted' | 'skipped') => ({
    key,
    title: t(`imports.column.${key}`),
    align: 'right' as const,
    className: 'figures',
    render: (_: unknown, run: ImportRun) => count(run[key], language),
  });
  return (
    <Table<ImportRun>
      size="small"
      rowKey="id"
      loading={loading}
      dataSource={[...runs]}
      scroll={{ x: 'max-content' }}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('imports.past.empty')} /> }}
      columns={[
        {
          key: 'file',
          title: t('imports.column.file'),
          className: 'name-cell',
          render: (_: unknown, run) => {
            const name = run.files.join(', ');
            return (
              <button
                type="button"
                className="link-button"
                title={name}
                aria-label={t('imports.details', { name })}
                onClick={() => onOpen(run.id)}
              >
                {name}
              </button>
            );
          },
        },
        {
          key: 'state',
          title: t('imports.column.state'),
          render: (_: unknown, run) => (
            <Tag
              color={COLOUR[run.state]}
              {...(run.state === 'undone' && {
                title: t('undo.done', { by: run.undo?.by ?? '', at: momentText(run.undo?.askedAt) }),
              })}
            >
              {t(`imports.state.${run.state}`)}
            </Tag>
          ),
        },
        figures('read'),
        figures('accepted'),
        {
          key: 'rejected',
          title: t('imports.column.rejected'),
          align: 'right',
          className: 'figures',
          render: (_: unknown, run) =>
            run.rejected === 0 ? (
              '0'
            ) : run.mendedBy !== null ? (
              <Button
                type="link"
                size="small"
                title={t('mend.by')}
                aria-label={t('mend.by')}
                onClick={() => onOpen(run.mendedBy ?? '')}
              >
                <s>{count(run.rejected, language)}</s>
              </Button>
            ) : (
              <Button
                type="link"
                size="small"
                aria-label={t('imports.quarantine.open', { n: run.rejected })}
                onClick={() => onQuarantine(run)}
              >
                {count(run.rejected, language)}
              </Button>
            ),
        },
        figures('skipped'),
        { key: 'format', title: t('imports.column.format'), render: (_: unknown, run) => formatTitle(run.format) },
        {
          key: 'shop',
          title: t('imports.column.shop'),
          render: (_: unknown, run) => shops.find((one) => one.id === run.shop)?.name ?? run.shop,
        },
        { key: 'by', title: t('imports.column.by'), dataIndex: 'by' },
        { key: 'started', title: t('imports.column.started'), render: (_: unknown, run) => momentText(run.startedAt) },
        {
          key: 'undo',
          title: t('undo'),
          fixed: 'right',
          render: (_: unknown, run) =>
            isKept(run) && (
              <Button
                type="link"
                size="small"
                aria-label={t('undo.of', { name: run.files.join(', ') })}
                onClick={() => onUndo(run)}
              >
                {t('undo')}
              </Button>
            ),
        },
      ]}
    />
  );
}
