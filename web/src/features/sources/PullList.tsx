import { App, Table, Tag, Tooltip } from 'antd';

import { deletePulledSource, pausePulledSource, resumePulledSource, type PulledSource } from '@/api/pulls';
import type { Shop } from '@/api/shops';
import { momentText } from '@/lib/day';
import { count } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { useMay } from '@/ui/session';

import { standing } from './pulls';
import { useSourceColumns } from './sourceColumns';
import { useChange } from './sources';

interface PullListProps {
  sources: readonly PulledSource[];
  shops: readonly Shop[];
  onEdit: (source: PulledSource) => void;
  onReplay: (source: PulledSource) => void;
  onRejected: (source: PulledSource) => void;
}

const COLORS = {
  paused: 'warning',
  failing: 'error',
  reading: 'processing',
  waiting: 'success',
  new: 'default',
} as const;

/** All tables that are read, with how far each is. */
export function PullList({ sources, shops, onEdit, onReplay, onRejected }: PullListProps) {
  const { t, language } = useTranslator();
  const columns = useSourceColumns<PulledSource>(shops);
  const { modal } = App.useApp();
  const mayChange = useMay('admin');
  const pause = useChange(pausePulledSource);
  const resume = useChange(resumePulledSource);
  const remove = useChange(deletePulledSource);

  const askDelete = (source: PulledSource) =>
    modal.confirm({
      title: t('pulls.delete.confirm', { name: source.name, n: source.rejected }),
      okText: t('sources.delete'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync(source.id).catch(() => undefined),
    });
  const actions = (source: PulledSource) => [
    source.state === 'active'
      ? { key: 'pause', label: t('sources.pause'), onClick: () => pause.mutate(source.id) }
      : { key: 'resume', label: t('sources.resume'), onClick: () => resume.mutate(source.id) },
    { key: 'replay', label: t('pulls.replay'), onClick: () => onReplay(source) },
    ...(mayChange
      ? [
          { key: 'edit', label: t('pulls.edit'), onClick: () => onEdit(source) },
          { key: 'delete', label: t('sources.delete'), danger: true, onClick: () => void askDelete(source) },
        ]
      : []),
  ];
  return (
    <Table<PulledSource>
      size="small"
      rowKey="id"
      dataSource={[...sources]}
      pagination={false}
      scroll={{ x: 'max-content' }}
      columns={[
        columns.name(
          (source) => t(`pulls.kind.${source.kind}`),
          ({ table }) => <div className="source-hint">{`${table.host}:${table.port}/${table.table}`}</div>,
        ),
        {
          key: 'state',
          title: t('sources.state'),
          render: (_: unknown, source) => {
            const how = standing(source);
            return (
              <>
                <Tag color={COLORS[how]}>{t(`pulls.state.${how}`)}</Tag>
                {how === 'failing' && (
                  <div className="source-hint">{t('pulls.next', { at: momentText(source.nextAt) })}</div>
                )}
              </>
            );
          },
        },
        {
          key: 'last',
          title: t('pulls.last'),
          render: (_: unknown, source) =>
            source.lastRoundAt === null ? t('sources.last.never') : momentText(source.lastRoundAt),
        },
        columns.lag(t('pulls.lag.hint')),
        {
          key: 'reached',
          title: <Tooltip title={t('pulls.reached.hint')}>{t('pulls.reached')}</Tooltip>,
          render: (_: unknown, source) =>
            source.reached === null
              ? t(source.table.mode === 'snapshot' ? 'pulls.reached.all' : 'sources.last.never')
              : source.reached.includes('Z')
                ? momentText(source.reached)
                : source.reached.replace('T', ' '),
        },
        {
          key: 'read',
          title: t('pulls.read'),
          align: 'right',
          className: 'figures',
          render: (_: unknown, source) => count(source.readRows, language),
        },
        {
          key: 'changed',
          title: <Tooltip title={t('pulls.changed.hint')}>{t('pulls.changed')}</Tooltip>,
          align: 'right',
          className: 'figures',
          render: (_: unknown, source) => (
            <span data-testid="pull-changed">{count(source.changedFacts, language)}</span>
          ),
        },
        columns.rejected(onRejected),
        columns.error,
        columns.actions(actions),
      ]}
    />
  );
}
