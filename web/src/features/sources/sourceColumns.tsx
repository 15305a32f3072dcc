import { EllipsisOutlined } from '@ant-design/icons';
import { Button, Dropdown, Table, Tooltip, type MenuProps, type TableColumnType } from 'antd';
import type { ReactNode } from 'react';

import type { Reason } from '@/api/imports';
import type { Shop } from '@/api/shops';
import { momentText } from '@/lib/day';
import { count } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';

import { lagOf } from './sources';

/** What webhooks, tables and topics have in common. */
interface AnySource {
  id: string;
  name: string;
  shop: string;
  rejected: number;
  lastLagMillis: number | null;
  lastError: Reason | null;
  lastErrorAt: string | null;
}

/** The columns that every list of sources has. */
export function useSourceColumns<Source extends AnySource>(shops: readonly Shop[]) {
  const { t, code, language } = useTranslator();

  const name = (kind: (source: Source) => string, beneath?: (source: Source) => ReactNode) =>
    ({
      key: 'name',
      title: t('sources.name'),
      className: 'source-name',
      render: (_: unknown, source) => (
        <>
          {source.name}
          <div className="source-hint">
            {t('sources.of', {
              kind: kind(source),
              shop: shops.find((one) => one.id === source.shop)?.name ?? source.shop,
            })}
          </div>
          {beneath?.(source)}
        </>
      ),
    }) satisfies TableColumnType<Source>;

  const state = (content: (source: Source) => ReactNode) =>
    ({
      key: 'state',
      title: t('sources.state'),
      render: (_: unknown, source) => content(source),
    }) satisfies TableColumnType<Source>;

  const last = (title: string, at: (source: Source) => string | null) =>
    ({
      key: 'last',
      title,
      render: (_: unknown, source) => {
        const moment = at(source);
        return moment === null ? t('sources.last.never') : momentText(moment);
      },
    }) satisfies TableColumnType<Source>;

  const figures = (key: string, title: ReactNode, content: (source: Source) => ReactNode) =>
    ({
      key,
      title,
      align: 'right',
      className: 'figures',
      render: (_: unknown, source) => content(source),
    }) satisfies TableColumnType<Source>;

  const duration = (millis: number) => {
    const { unit, n } = lagOf(millis);
    return t(`sources.lag.${unit}`, { n });
  };

  const lag = (hint: string) =>
    figures('lag', <Tooltip title={hint}>{t('sources.lag')}</Tooltip>, ({ lastLagMillis }) =>
      lastLagMillis === null ? '—' : duration(lastLagMillis),
    );

  const changed = (content: (source: Source) => ReactNode) =>
    figures('changed', <Tooltip title={t('pulls.changed.hint')}>{t('pulls.changed')}</Tooltip>, content);

  const rejected = (onRejected: (source: Source) => void, beneath?: (source: Source) => ReactNode) =>
    figures('rejected', t('sources.rejected'), (source) => (
      <>
        {source.rejected === 0 ? (
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
        )}
        {beneath?.(source)}
      </>
    ));

  const error = {
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
  } satisfies TableColumnType<Source>;

  const actions = (items: (source: Source) => MenuProps['items']) =>
    ({
      key: 'actions',
      title: t('sources.actions'),
      fixed: 'right',
      render: (_: unknown, source) => (
        <Dropdown trigger={['click']} menu={{ items: items(source) ?? [] }}>
          <Button
            type="text"
            size="small"
            icon={<EllipsisOutlined />}
            aria-label={t('sources.more', { name: source.name })}
          />
        </Dropdown>
      ),
    }) satisfies TableColumnType<Source>;

  return { name, state, last, figures, lag, duration, changed, rejected, error, actions };
}

interface SourceTableProps<Source> {
  sources: readonly Source[];
  columns: TableColumnType<Source>[];
}

/** A list of sources; there are few, so all are shown at once. */
export function SourceTable<Source extends AnySource>({ sources, columns }: SourceTableProps<Source>) {
  return (
    <Table<Source>
      size="small"
      rowKey="id"
      dataSource={sources}
      pagination={false}
      scroll={{ x: 'max-content' }}
      columns={columns}
    />
  );
}
