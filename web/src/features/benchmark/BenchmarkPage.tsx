import { App, Button, Empty, Input, Popconfirm, Table } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { deleteBenchmark, listBenchmarks, type Benchmark } from '@/api/benchmark';
import type { Metric } from '@/api/dictionary';
import { changeText, exact } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { useDictionary } from '@/ui/answers';
import { Failure } from '@/ui/Failure';
import { failureText } from '@/ui/failureText';
import { Panel } from '@/ui/Panel';
import { useMay } from '@/ui/session';

import { ImportDialog } from './ImportDialog';

import './benchmark.css';

/** What is known of the industry: a table, a file to bring in, and nothing else. */
export default function BenchmarkPage() {
  const translator = useTranslator();
  const { t, of, language } = translator;
  const { message } = App.useApp();
  const mayEdit = useMay('operator');
  const client = useQueryClient();
  const dictionary = useDictionary();
  const list = useQuery({ queryKey: ['benchmarks'], queryFn: ({ signal }) => listBenchmarks(signal) });
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const remove = useMutation({
    mutationFn: (one: Benchmark) => deleteBenchmark(one.id),
    onSuccess: async () => {
      void client.invalidateQueries({ queryKey: ['metric', 'benchmark'] });
      await client.invalidateQueries({ queryKey: ['benchmarks'] });
    },
    onError: (failure) => message.error(failureText(failure, translator)),
  });
  const metricOf = (id: string): Metric | undefined => dictionary.data?.metrics.find((one) => one.id === id);
  const titleOf = (id: string) => {
    const metric = metricOf(id);
    return metric === undefined ? id : of(metric.title);
  };
  const figure = (one: Benchmark, value: number | null) =>
    value === null
      ? '—'
      : one.basis === 'value'
        ? // Of which currency is that of the shop on screen: here there is none.
          exact(value, { unit: metricOf(one.metric)?.unit ?? 'number', language })
        : changeText(value, language);
  const wanted = text.trim().toLowerCase();
  const rows = (list.data ?? []).filter(
    (one) =>
      wanted === '' ||
      [one.metric, titleOf(one.metric), one.category, one.source].some((word) => word.toLowerCase().includes(wanted)),
  );
  const column = (key: 'value' | 'p25' | 'p50' | 'p75', title: string) => ({
    key,
    title,
    align: 'right' as const,
    className: 'figures',
    render: (_: unknown, one: Benchmark) => figure(one, one[key]),
  });
  return (
    <div className="page">
      <div className="list-head">
        <h1 className="page-title">{t('benchmark.page')}</h1>
        {mayEdit && (
          <Button type="primary" onClick={() => setOpen(true)}>
            {t('benchmark.import')}
          </Button>
        )}
      </div>
      {list.error !== null && <Failure failure={list.error} onRetry={() => void list.refetch()} />}
      <Panel
        title={t('benchmark.list')}
        extra={
          <Input.Search
            allowClear
            aria-label={t('benchmark.find')}
            placeholder={t('benchmark.find')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        }
      >
        <p className="panel-note">{t('benchmark.page.hint')}</p>
        <Table<Benchmark>
          size="small"
          rowKey="id"
          loading={list.isPending}
          dataSource={rows}
          pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
          scroll={{ x: 'max-content' }}
          locale={{
            emptyText: (
              <Empty
                image={Empty.PRESENTED_IMAGE_SIMPLE}
                description={t(
                  wanted !== '' ? 'benchmark.none.found' : mayEdit ? 'benchmark.empty' : 'benchmark.empty.viewer',
                )}
              >
                {mayEdit && wanted === '' && <Button onClick={() => setOpen(true)}>{t('benchmark.import')}</Button>}
              </Empty>
            ),
          }}
          columns={[
            { key: 'metric', title: t('benchmark.metric'), render: (_, one) => titleOf(one.metric) },
            { key: 'basis', title: t('benchmark.basis'), render: (_, one) => t(`benchmark.basis.${one.basis}`) },
            {
              key: 'category',
              title: t('benchmark.category'),
              render: (_, one) => (one.category === '' ? t('benchmark.category.all') : one.category),
            },
            { key: 'days', title: t('benchmark.days'), render: (_, one) => `${one.from} – ${one.to}` },
            column('value', t('benchmark.value')),
            column('p25', 'P25'),
            column('p50', 'P50'),
            column('p75', 'P75'),
            { key: 'source', title: t('benchmark.source'), dataIndex: 'source', className: 'name-cell' },
            { key: 'by', title: t('benchmark.by'), dataIndex: 'by' },
            ...(mayEdit
              ? [
                  {
                    key: 'actions',
                    title: t('settings.actions'),
                    className: 'actions-cell',
                    render: (_: unknown, one: Benchmark) => (
                      <Popconfirm
                        title={t('benchmark.delete.sure', { metric: titleOf(one.metric), source: one.source })}
                        okText={t('calendar.remove')}
                        cancelText={t('app.cancel')}
                        onConfirm={() => remove.mutate(one)}
                      >
                        <Button
                          type="link"
                          size="small"
                          danger
                          aria-label={t('benchmark.delete', { metric: titleOf(one.metric), source: one.source })}
                        >
                          {t('calendar.remove')}
                        </Button>
                      </Popconfirm>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Panel>
      {open && <ImportDialog onClose={() => setOpen(false)} />}
    </div>
  );
}
