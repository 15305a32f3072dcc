import { Alert, App, Button, Input, Modal, Table } from 'antd';
import { useState } from 'react';

import { importTargets, type ImportReport, type LineError } from '@/api/target';
import { useTranslator } from '@/lib/i18n/language';
import { CsvDrop } from '@/ui/CsvDrop';

import { useTargetChange } from './changes';

interface ImportDialogProps {
  /** The name of a shop, for the example. */
  shop: string;
  year: number;
  onClose: () => void;
}

/** A CSV file of targets: it is tried first, mended where it stands, and comes in as a whole or not at all. */
export function ImportDialog({ shop, year, onClose }: ImportDialogProps) {
  const { t } = useTranslator();
  const { message } = App.useApp();
  const [text, setText] = useState('');
  const [report, setReport] = useState<{ of: string; said: ImportReport } | null>(null);
  const tried = report !== null && report.of === text ? report.said : null;
  const check = useTargetChange(async (csv: string) => {
    setReport({ of: csv, said: await importTargets(csv, true) });
  });
  const bringIn = useTargetChange(async (csv: string) => {
    const said = await importTargets(csv, false);
    setReport({ of: csv, said });
    if (said.imported) {
      message.success(t('target.import.done', { added: said.added, changed: said.changed }));
      onClose();
    }
  });
  const sample = [
    'shop,metric,dimension,value,period,target',
    `${shop},gmv,,,${year},3600000`,
    `${shop},gmv,,,${year}-06,520000`,
    `${shop},pay_rate,,,${year},3.5%`,
    '',
  ].join('\n');
  return (
    <Modal
      open
      width={720}
      title={t('target.import')}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {t('app.cancel')}
        </Button>,
        <Button key="check" disabled={text.trim() === ''} onClick={() => check.mutate(text)}>
          {t('target.import.check')}
        </Button>,
        <Button
          key="import"
          type="primary"
          disabled={tried === null || tried.wrong > 0}
          loading={bringIn.isPending}
          onClick={() => bringIn.mutate(text)}
        >
          {t('target.import.run')}
        </Button>,
      ]}
    >
      <p className="panel-note">{t('target.import.hint')}</p>
      <CsvDrop
        sample={sample}
        onText={(read) => {
          setText(read);
          check.mutate(read);
        }}
      />
      <Input.TextArea
        className="target-csv"
        aria-label={t('target.import.text')}
        placeholder={t('target.import.text')}
        autoSize={{ minRows: 3, maxRows: 10 }}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {tried !== null && <Report report={tried} />}
    </Modal>
  );
}

function Report({ report }: { report: ImportReport }) {
  const { t, code } = useTranslator();
  if (report.wrong === 0) {
    return (
      <Alert
        type="success"
        showIcon
        title={t('target.import.fine', {
          rows: report.rows,
          added: report.added,
          changed: report.changed,
          same: report.same,
        })}
      />
    );
  }
  return (
    <>
      <Alert type="error" showIcon title={t('target.import.wrong', { n: report.wrong })} />
      <Table<LineError>
        className="target-errors"
        size="small"
        rowKey={(one) => `${one.line} ${one.column}`}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={report.errors}
        columns={[
          { key: 'line', title: t('target.import.line'), dataIndex: 'line' },
          { key: 'column', title: t('target.import.column'), render: (_: unknown, one) => <code>{one.column}</code> },
          {
            key: 'why',
            title: t('target.import.why'),
            render: (_: unknown, one) => code(one.code, one.arguments, one.message),
          },
        ]}
      />
    </>
  );
}
