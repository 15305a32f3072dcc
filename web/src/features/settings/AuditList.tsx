import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Table } from 'antd';

import { listAudit, type AuditEntry } from '@/api/administration';
import { momentText } from '@/lib/day';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';

const PAGE = 100;

/** Who changed what, newest first. */
export function AuditList() {
  const { t } = useTranslator();
  const audit = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam, signal }) => listAudit(pageParam, PAGE, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => (last.length < PAGE ? undefined : (last.at(-1)?.id ?? undefined)),
  });
  return (
    <>
      {audit.error !== null && <Failure failure={audit.error} onRetry={() => void audit.refetch()} />}
      <Table<AuditEntry>
        size="small"
        rowKey="id"
        pagination={false}
        loading={audit.isPending}
        dataSource={audit.data?.pages.flat() ?? []}
        locale={{ emptyText: t('settings.empty') }}
        scroll={{ x: 'max-content' }}
        columns={[
          { key: 'at', title: t('settings.audit.at'), render: (_: unknown, entry) => momentText(entry.at) },
          { key: 'by', title: t('settings.audit.who'), dataIndex: 'by' },
          {
            key: 'action',
            title: t('settings.audit.action'),
            render: (_: unknown, entry) => <code>{entry.action}</code>,
          },
          { key: 'subject', title: t('settings.audit.subject'), className: 'raw-cell', dataIndex: 'subject' },
          {
            key: 'details',
            title: t('settings.audit.details'),
            className: 'raw-cell',
            render: (_: unknown, entry) => <code>{JSON.stringify(entry.details)}</code>,
          },
        ]}
      />
      {audit.hasNextPage && (
        <div className="more">
          <Button loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
            {t('app.more')}
          </Button>
        </div>
      )}
    </>
  );
}
