import { EllipsisOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Table, Tag, Tooltip } from 'antd';

import type { Shop } from '@/api/shops';
import { deleteSource, pauseSource, resumeSource, type Source } from '@/api/sources';
import { momentText } from '@/lib/day';
import { count } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { useMay } from '@/ui/session';

import { lagOf, useChange } from './sources';

interface SourceListProps {
  sources: readonly Source[];
  shops: readonly Shop[];
  onAddress: (source: Source) => void;
  onSecret: (source: Source) => void;
  onMapping: (source: Source) => void;
  onRejected: (source: Source) => void;
}

/** All sources with what came through them. */
export function SourceList({ sources, shops, onAddress, onSecret, onMapping, onRejected }: SourceListProps) {
  const { t, code, language } = useTranslator();
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
        {
          key: 'name',
          title: t('sources.name'),
          className: 'source-name',
          render: (_: unknown, source) => (
            <>
              {source.name}
              <div className="source-hint">
                {t('sources.of', {
                  kind: t(`sources.kind.${source.kind}`),
                  shop: shops.find((one) => one.id === source.shop)?.name ?? source.shop,
                })}
              </div>
            </>
          ),
        },
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
        {
          key: 'lag',
          title: <Tooltip title={t('sources.lag.hint')}>{t('sources.lag')}</Tooltip>,
          align: 'right',
          className: 'figures',
          render: (_: unknown, source) => {
            if (source.lastLagMillis === null) {
              return '—';
            }
            const { unit, n } = lagOf(source.lastLagMillis);
            return t(`sources.lag.${unit}`, { n });
          },
        },
        {
          key: 'accepted',
          title: t('sources.accepted'),
          align: 'right',
          className: 'figures',
          render: (_: unknown, source) => <span data-testid="source-accepted">{count(source.accepted, language)}</span>,
        },
        {
          key: 'rejected',
          title: t('sources.rejected'),
          align: 'right',
          className: 'figures',
          render: (_: unknown, source) =>
            source.rejected === 0 ? (
              '0'
            ) : (
              <Button
                type="link"
                size="small"
                danger
                className="source-rejected"
                aria-label={t('sources.rejected.open', { name: source.name, n: source.rejected })}
                onClick={() => onRejected(source)}
              >
                {count(source.rejected, language)}
              </Button>
            ),
        },
        figures('waiting'),
        figures('refused'),
        {
          key: 'error',
          title: t('sources.error'),
          className: 'reason-cell',
          render: (_: unknown, source) =>
            source.lastError === null ? (
              t('sources.error.none')
            ) : (
              <>
                {code(source.lastError.code, source.lastError.arguments, source.lastError.message)}
                <div className="source-hint">{momentText(source.lastErrorAt)}</div>
              </>
            ),
        },
        {
          key: 'actions',
          title: t('sources.actions'),
          fixed: 'right',
          render: (_: unknown, source) => (
            <Dropdown trigger={['click']} menu={{ items: actions(source) }}>
              <Button
                type="text"
                size="small"
                icon={<EllipsisOutlined />}
                aria-label={t('sources.more', { name: source.name })}
              />
            </Dropdown>
          ),
        },
      ]}
    />
  );
}
