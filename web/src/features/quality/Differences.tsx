import { Button, Empty, Table } from 'antd';

import { downloadDifferences, type Compared, type OrderDifference } from '@/api/quality';
import { exact } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { saveFile } from '@/lib/save';
import { Failure } from '@/ui/Failure';

import { useChange, useDifferences } from './quality';

/** The orders of which two sources do not say the same, the most money first. */
export function Differences({ compared, currency }: { compared: Compared; currency: string | undefined }) {
  const { t, language } = useTranslator();
  const found = useDifferences(compared);
  const save = useChange(async () => {
    const { content, name } = await downloadDifferences(compared);
    saveFile(content, name);
  });
  const money = (key: 'ours' | 'refunded' | 'theirs' | 'difference') => ({
    key,
    title: t(`quality.differences.${key}`),
    align: 'right' as const,
    className: 'figures',
    render: (_: unknown, row: OrderDifference) => exact(row[key], { unit: 'amount', currency, language }),
  });
  if (found.error !== null) {
    return <Failure failure={found.error} onRetry={() => void found.refetch()} />;
  }
  return (
    <section aria-label={t('quality.differences')}>
      <div className="list-head">
        <h3>{t('quality.differences')}</h3>
        <Button loading={save.isPending} onClick={() => save.mutate(undefined)}>
          {t('quality.differences.download')}
        </Button>
      </div>
      <p className="source-hint">{t('quality.differences.text')}</p>
      <Table<OrderDifference>
        size="small"
        rowKey="order"
        loading={found.isPending}
        dataSource={found.data ?? []}
        locale={{
          emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('quality.differences.none')} />,
        }}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 'max-content' }}
        columns={[
          { key: 'order', title: t('quality.differences.order'), dataIndex: 'order' },
          { key: 'day', title: t('quality.differences.day'), dataIndex: 'day', className: 'figures' },
          {
            key: 'finding',
            title: t('quality.differences.finding'),
            render: (_: unknown, row) => t(`quality.differences.${row.finding}`),
          },
          money('ours'),
          money('refunded'),
          money('theirs'),
          money('difference'),
        ]}
      />
    </section>
  );
}
