import { Alert, App, Modal, Table } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';

import { importBenchmarks } from '@/api/benchmark';
import { useTranslator } from '@/lib/i18n/language';
import { CsvDrop } from '@/ui/CsvDrop';
import { failureText } from '@/ui/failureText';

import { RULES, SAMPLE, wrongRowsOf } from './wrong';

/** A CSV file of benchmarks; it comes in as a whole, or every row that is wrong is named. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const translator = useTranslator();
  const { t } = translator;
  const { message } = App.useApp();
  const client = useQueryClient();
  const bringIn = useMutation({
    mutationFn: importBenchmarks,
    onSuccess: async ({ rows }) => {
      message.success(t('benchmark.import.done', { n: rows }));
      void client.invalidateQueries({ queryKey: ['metric', 'benchmark'] });
      await client.invalidateQueries({ queryKey: ['benchmarks'] });
      onClose();
    },
  });
  const wrong = wrongRowsOf(bringIn.error);
  return (
    <Modal open title={t('benchmark.import')} footer={null} width={720} onCancel={onClose}>
      <p className="panel-note">{t('benchmark.import.hint')}</p>
      <CsvDrop sample={SAMPLE} busy={bringIn.isPending} onText={(text) => bringIn.mutate(text)} />
      {bringIn.error !== null && (
        <div className="benchmark-wrong">
          <Alert type="error" showIcon title={failureText(bringIn.error, translator)} />
          {wrong.length > 0 && (
            <Table
              size="small"
              pagination={false}
              scroll={{ x: 'max-content', y: 260 }}
              rowKey={(row) => `${String(row.line)}-${row.column}`}
              dataSource={wrong}
              columns={[
                { key: 'line', title: t('benchmark.wrong.line'), dataIndex: 'line', align: 'right' },
                { key: 'column', title: t('benchmark.wrong.column'), dataIndex: 'column' },
                { key: 'value', title: t('benchmark.wrong.value'), dataIndex: 'value' },
                {
                  key: 'rule',
                  title: t('benchmark.wrong.rule'),
                  render: (_, row) => {
                    const rule = RULES[row.rule];
                    return rule === undefined ? row.rule : t(rule, { maybe: row.maybe });
                  },
                },
              ]}
            />
          )}
        </div>
      )}
    </Modal>
  );
}
