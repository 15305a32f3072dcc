import { Button, Table } from 'antd';

import type { Shop } from '@/api/shops';
import { notePrivacyDone, type PrivacyRequest } from '@/api/sources';
import { momentText } from '@/lib/day';
import { count } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';
import { Panel } from '@/ui/Panel';
import { useMay } from '@/ui/session';

import { useChange, usePrivacyRequests } from './sources';

/** What shop systems ask on behalf of customers; nothing is shown while nothing was asked. */
export function PrivacyRequests({ shops }: { shops: readonly Shop[] }) {
  const { t, language } = useTranslator();
  const mayNote = useMay('admin');
  const requests = usePrivacyRequests();
  const done = useChange(notePrivacyDone);
  if (requests.error !== null) {
    return <Failure failure={requests.error} onRetry={() => void requests.refetch()} />;
  }
  if (requests.data === undefined || requests.data.length === 0) {
    return null;
  }
  return (
    <Panel title={t('sources.privacy')}>
      <p className="source-hint">{t('sources.privacy.text')}</p>
      <Table<PrivacyRequest>
        size="small"
        rowKey="id"
        dataSource={requests.data}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 'max-content' }}
        columns={[
          {
            key: 'kind',
            title: t('sources.privacy.kind'),
            render: (_: unknown, one) => t(`sources.privacy.kind.${one.kind}`),
          },
          { key: 'source', title: t('sources.name'), dataIndex: 'sourceName' },
          {
            key: 'shop',
            title: t('sources.shop'),
            render: (_: unknown, one) => shops.find((shop) => shop.id === one.shop)?.name ?? one.shop,
          },
          {
            key: 'customer',
            title: t('sources.privacy.customer'),
            render: (_: unknown, one) => one.customer ?? '—',
          },
          {
            key: 'orders',
            title: t('sources.privacy.orders'),
            render: (_: unknown, one) => (one.orders.length === 0 ? '—' : one.orders.join(', ')),
          },
          {
            key: 'dropped',
            title: t('sources.privacy.dropped'),
            align: 'right',
            className: 'figures',
            render: (_: unknown, one) => count(one.dropped, language),
          },
          {
            key: 'received',
            title: t('sources.drawer.received'),
            render: (_: unknown, one) => momentText(one.receivedAt),
          },
          { key: 'due', title: t('sources.privacy.due'), render: (_: unknown, one) => momentText(one.dueAt) },
          {
            key: 'done',
            title: t('sources.actions'),
            className: 'actions-cell',
            render: (_: unknown, one) =>
              one.doneAt !== null ? (
                t('sources.privacy.doneBy', { by: one.doneBy ?? '', at: momentText(one.doneAt) })
              ) : mayNote ? (
                <Button type="link" size="small" onClick={() => done.mutate(one.id)}>
                  {t('sources.privacy.done')}
                </Button>
              ) : (
                '—'
              ),
          },
        ]}
      />
    </Panel>
  );
}
