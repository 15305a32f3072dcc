import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Table } from 'antd';

import { listAudit, type AuditEntry } from '@/api/administration';
import { momentText } from '@/lib/day';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';

import { detailTexts } from './details';

const PAGE = 100;

/** Who changed what, newest first. */
export function AuditList() {
  const translator = useTranslator();
  const { t } = translator;
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
        locale={{ emptyText: t('settings.audit.empty') }}
        scroll={{ x: 'max-content' }}
        columns={[
          { key: 'at', title: t('settings.audit.at'), render: (_: unknown, entry) => momentText(entry.at) },
          { key: 'by', title: t('settings.audit.who'), dataIndex: 'by' },
          {
            key: 'action',
            title: t('settings.audit.action'),
            render: (_: unknown, entry) => <span title={entry.action}>{translator.action(entry.action)}</span>,
          },
          { key: 'subject', title: t('settings.audit.subject'), className: 'raw-cell', dataIndex: 'subject' },
          {
            key: 'details',
            title: t('settings.audit.details'),
            className: 'raw-cell',
            render: (_: unknown, entry) => (
              <span className="audit-details">
                {detailTexts(entry.details, translator).map((text) => (
                  <span key={text}>{text}</span>
                ))}
              </span>
            ),
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
