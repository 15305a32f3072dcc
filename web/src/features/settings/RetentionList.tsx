import { useQuery } from '@tanstack/react-query';
import { Button, Table } from 'antd';
import { useState } from 'react';

import { listRetention, type Retained } from '@/api/retention';
import { momentText } from '@/lib/day';
import { count } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';

import { RetentionDialog } from './RetentionDialog';

/** For how long each kind of facts is kept. */
export function RetentionList() {
  const { t, language } = useTranslator();
  const retention = useQuery({ queryKey: ['retention'], queryFn: ({ signal }) => listRetention(signal) });
  const [changing, setChanging] = useState<Retained | null>(null);
  return (
    <>
      <div className="list-head">
        <p>{t('retention.hint')}</p>
      </div>
      {retention.error !== null && <Failure failure={retention.error} onRetry={() => void retention.refetch()} />}
      <Table<Retained>
        size="small"
        rowKey="data"
        pagination={false}
        loading={retention.isPending}
        dataSource={retention.data ?? []}
        scroll={{ x: 'max-content' }}
        columns={[
          {
            key: 'data',
            title: t('retention.data'),
            render: (_: unknown, { data }) => t(`retention.data.${data}`),
          },
          {
            key: 'holds',
            title: t('retention.holds'),
            render: (_: unknown, { data }) => t(`retention.holds.${data}`),
          },
          {
            key: 'days',
            title: t('retention.days'),
            render: (_: unknown, { chosen }) =>
              chosen?.days == null
                ? t('retention.unlimited')
                : t('retention.daysOf', { days: count(chosen.days, language) }),
          },
          {
            key: 'changed',
            title: t('retention.changed'),
            render: (_: unknown, { chosen }) =>
              chosen === null ? '—' : `${chosen.changedBy} · ${momentText(chosen.changedAt)}`,
          },
          {
            key: 'deleted',
            title: t('retention.deleted'),
            render: (_: unknown, { chosen }) =>
              chosen?.deletedAt == null
                ? '—'
                : t('retention.deletedOf', {
                    moment: momentText(chosen.deletedAt),
                    rows: count(chosen.deletedRows ?? 0, language),
                    day: chosen.deletedBefore,
                  }),
          },
          {
            key: 'actions',
            title: t('settings.actions'),
            className: 'actions-cell',
            render: (_: unknown, one) => (
              <Button type="link" size="small" onClick={() => setChanging(one)}>
                {t('settings.edit')}
              </Button>
            ),
          },
        ]}
      />
      {changing !== null && <RetentionDialog of={changing} onClose={() => setChanging(null)} />}
    </>
  );
}
