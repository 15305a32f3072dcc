import { App, Button, Drawer, Table } from 'antd';
import { useState } from 'react';

import { readMessage, retryRejected, type RejectedDelivery, type Source } from '@/api/sources';
import { momentText } from '@/lib/day';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';

import { useChange, useRejected } from './sources';

/** The deliveries that could not be read: why, what they say, and the way to take them after all. */
export function RejectedDrawer({ source, onClose }: { source: Source; onClose: () => void }) {
  const { t, code } = useTranslator();
  const { message } = App.useApp();
  const rejected = useRejected(source.id);
  const [shown, setShown] = useState<{ id: string; text: string } | null>(null);
  const retry = useChange(async (delivery: string | null) => {
    const { taken } = await retryRejected(source.id, delivery);
    if (taken > 0) {
      message.success(t('sources.drawer.taken', { taken }));
    } else {
      message.warning(t('sources.drawer.still'));
    }
  });
  const read = useChange(async (delivery: RejectedDelivery) => {
    setShown({ id: delivery.id, text: indented(await readMessage(source.id, delivery.id)) });
  });
  return (
    <Drawer
      open
      size={Math.min(960, window.innerWidth)}
      title={t('sources.drawer', { name: source.name })}
      onClose={onClose}
    >
      <p>{t('sources.drawer.text')}</p>
      <div className="quarantine-actions">
        <Button
          disabled={(rejected.data?.length ?? 0) === 0}
          loading={retry.isPending}
          onClick={() => retry.mutate(null)}
        >
          {t('sources.drawer.retryAll')}
        </Button>
      </div>
      {rejected.error !== null && <Failure failure={rejected.error} onRetry={() => void rejected.refetch()} />}
      <Table<RejectedDelivery>
        size="small"
        rowKey="id"
        loading={rejected.isPending}
        dataSource={rejected.data ?? []}
        locale={{ emptyText: t('sources.drawer.empty') }}
        scroll={{ x: 'max-content' }}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          {
            key: 'received',
            title: t('sources.drawer.received'),
            render: (_: unknown, one) => momentText(one.receivedAt),
          },
          { key: 'topic', title: t('sources.drawer.topic'), dataIndex: 'topic' },
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
                  {t('sources.drawer.message')}
                </Button>
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
