import { App, Button, Drawer, Popconfirm, Table } from 'antd';
import { useState } from 'react';

import { momentText } from '@/lib/day';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';

import { useChange, useRejected, type KeptOf, type Rejected } from './sources';

/** What the parts of the drawer are called for each kind of source. */
const WORDS = {
  delivery: {
    title: 'sources.drawer',
    text: 'sources.drawer.text',
    empty: 'sources.drawer.empty',
    what: 'sources.drawer.topic',
    show: 'sources.drawer.message',
  },
  row: {
    title: 'pulls.drawer',
    text: 'pulls.drawer.text',
    empty: 'pulls.drawer.empty',
    what: 'pulls.drawer.row',
    show: 'pulls.drawer.show',
  },
  message: {
    title: 'topics.drawer',
    text: 'topics.drawer.text',
    empty: 'topics.drawer.empty',
    what: 'topics.drawer.message',
    show: 'topics.drawer.show',
  },
} as const;

/** What could not be read: why, what it says, and the way to take it after all. */
export function RejectedDrawer({ kept, onClose }: { kept: KeptOf; onClose: () => void }) {
  const { t, code } = useTranslator();
  const { message } = App.useApp();
  const words = WORDS[kept.what];
  const rejected = useRejected(kept);
  const [shown, setShown] = useState<{ id: string; text: string } | null>(null);
  const retry = useChange(async (delivery: string | null) => {
    const { taken } = await kept.retry(delivery);
    if (taken > 0) {
      message.success(t('sources.drawer.taken', { taken }));
    } else {
      message.warning(t('sources.drawer.still'));
    }
  });
  const drop = useChange(async (delivery: string | null) => {
    if (kept.drop !== undefined) {
      message.success(t('topics.drawer.dropped', { n: (await kept.drop(delivery)).dropped }));
    }
  });
  const read = useChange(async (delivery: Rejected) => {
    setShown({ id: delivery.id, text: indented(await kept.read(delivery.id)) });
  });
  return (
    <Drawer open size={Math.min(960, window.innerWidth)} title={t(words.title, { name: kept.name })} onClose={onClose}>
      <p>{t(words.text)}</p>
      <div className="quarantine-actions">
        <Button
          disabled={(rejected.data?.length ?? 0) === 0}
          loading={retry.isPending}
          onClick={() => retry.mutate(null)}
        >
          {t('sources.drawer.retryAll')}
        </Button>
        {kept.drop !== undefined && (
          <Popconfirm title={t('topics.drawer.dropAll.confirm')} onConfirm={() => drop.mutate(null)}>
            <Button danger disabled={(rejected.data?.length ?? 0) === 0} loading={drop.isPending}>
              {t('topics.drawer.dropAll')}
            </Button>
          </Popconfirm>
        )}
      </div>
      {rejected.error !== null && <Failure failure={rejected.error} onRetry={() => void rejected.refetch()} />}
      <Table<Rejected>
        size="small"
        rowKey="id"
        loading={rejected.isPending}
        dataSource={rejected.data ?? []}
        locale={{ emptyText: t(words.empty) }}
        scroll={{ x: 'max-content' }}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          {
            key: 'received',
            title: t('sources.drawer.received'),
            render: (_: unknown, one) => momentText(one.receivedAt),
          },
          {
            key: 'what',
            title: t(words.what),
            dataIndex: 'what',
          },
          {
            key: 'reason',
            title: t('sources.drawer.reason'),
            className: 'reason-cell',
            render: (_: unknown, one) => code(one.reason.code, one.reason.arguments, one.reason.message),
          },
          {
            key: 'actions',
            title: t('sources.actions'),
            className: 'actions-cell',
            render: (_: unknown, one) => (
              <>
                <Button type="link" size="small" disabled={retry.isPending} onClick={() => retry.mutate(one.id)}>
                  {t('sources.drawer.retry')}
                </Button>
                <Button type="link" size="small" onClick={() => read.mutate(one)}>
                  {t(words.show)}
                </Button>
                {kept.drop !== undefined && (
                  <Popconfirm title={t('topics.drawer.drop.confirm')} onConfirm={() => drop.mutate(one.id)}>
                    <Button type="link" size="small" danger disabled={drop.isPending}>
                      {t('topics.drawer.drop')}
                    </Button>
                  </Popconfirm>
                )}
              </>
            ),
          },
        ]}
        expandable={{
          showExpandColumn: false,
          expandedRowKeys: shown === null ? [] : [shown.id],
          expandedRowRender: () => (
            <pre className="source-message" tabIndex={0}>
              {shown?.text}
            </pre>
          ),
        }}
      />
    </Drawer>
  );
}

/** JSON in lines; what is none as it is. */
function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
