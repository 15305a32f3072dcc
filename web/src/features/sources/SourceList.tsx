import { App, Table, Tag } from 'antd';

import type { Shop } from '@/api/shops';
import { deleteSource, pauseSource, resumeSource, type Source } from '@/api/sources';
import { momentText } from '@/lib/day';
import { count } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { useMay } from '@/ui/session';

import { useSourceColumns } from './sourceColumns';
import { useChange } from './sources';

interface SourceListProps {
  sources: readonly Source[];
  shops: readonly Shop[];
  onAddress: (source: Source) => void;
  onSecret: (source: Source) => void;
  onMapping: (source: Source) => void;
  onRejected: (source: Source) => void;
  onReplay: (source: Source) => void;
}

/** All sources with what came through them. */
export function SourceList({ sources, shops, onAddress, onSecret, onMapping, onRejected, onReplay }: SourceListProps) {
  const { t, language } = useTranslator();
  const columns = useSourceColumns<Source>(shops);
  const { modal } = App.useApp();
  const mayChange = useMay('admin');
  const pause = useChange(pauseSource);
  const resume = useChange(resumeSource);
  const remove = useChange(deleteSource);

  const askPause = (source: Source) =>
    modal.confirm({
      title: t('sources.pause.confirm', { name: source.name }),
      okText: t('sources.pause'),
      onOk: () => pause.mutateAsync(source.id).catch(() => undefined),
    });
  const askDelete = (source: Source) =>
    modal.confirm({
      title: t('sources.delete.confirm', { name: source.name, n: source.rejected }),
      okText: t('sources.delete'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync(source.id).catch(() => undefined),
    });
  const actions = (source: Source) => [
    { key: 'address', label: t('sources.address.show'), onClick: () => onAddress(source) },
    source.state === 'active'
      ? { key: 'pause', label: t('sources.pause'), onClick: () => void askPause(source) }
      : { key: 'resume', label: t('sources.resume'), onClick: () => resume.mutate(source.id) },
    { key: 'replay', label: t('sources.replay'), onClick: () => onReplay(source) },
    ...(mayChange
      ? [
          { key: 'secret', label: t('sources.renew'), onClick: () => onSecret(source) },
          ...(source.kind === 'signed'
            ? [{ key: 'mapping', label: t('sources.edit'), onClick: () => onMapping(source) }]
            : []),
          { key: 'delete', label: t('sources.delete'), danger: true, onClick: () => void askDelete(source) },
        ]
      : []),
  ];
  const figures = (key: 'waiting' | 'refused') => ({
    key,
    title: t(`sources.${key}`),
    align: 'right' as const,
    className: 'figures',
    render: (_: unknown, source: Source) => count(source[key], language),
  });
  return (
    <Table<Source>
      size="small"
      rowKey="id"
      dataSource={[...sources]}
      pagination={false}
      scroll={{ x: 'max-content' }}
      columns={[
        columns.name((source) => t(`sources.kind.${source.kind}`)),
        {
          key: 'state',
          title: t('sources.state'),
          render: (_: unknown, source) => (
            <Tag color={source.state === 'active' ? 'success' : 'warning'}>{t(`sources.state.${source.state}`)}</Tag>
          ),
        },
        {
          key: 'last',
          title: t('sources.last'),
          render: (_: unknown, source) =>
            source.lastDeliveryAt === null ? t('sources.last.never') : momentText(source.lastDeliveryAt),
        },
        columns.lag(t('sources.lag.hint')),
        {
          key: 'accepted',
          title: t('sources.accepted'),
          align: 'right',
          className: 'figures',
          render: (_: unknown, source) => <span data-testid="source-accepted">{count(source.accepted, language)}</span>,
        },
        columns.rejected(onRejected),
        figures('waiting'),
        figures('refused'),
        columns.error,
        columns.actions(actions),
      ]}
    />
  );
}
