import { DownloadOutlined, FileExcelOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';

import { download } from '@/api/http';
import { metricAddress, type Question } from '@/api/metric';
import { useTranslator } from '@/lib/i18n/language';
import { saveFile } from '@/lib/save';
import { asked, useAsOf } from '@/ui/asOf';
import { failureText } from '@/ui/failureText';

type Format = 'csv' | 'xlsx';

/** Every row of a question as a file: one for programs, one for people. */
export function ExportButtons({ question, name }: { question: Question | null; name: string }) {
  const translator = useTranslator();
  const { t, language } = translator;
  const { message } = App.useApp();
  const asOf = useAsOf();
  const [busy, setBusy] = useState<Format | null>(null);

  const fetchFile = async (format: Format) => {
    if (question === null) {
      return;
    }
    setBusy(format);
    try {
      const address = metricAddress(asked(question, asOf), format, format === 'xlsx' ? language : undefined);
      const file = await download(address, `${name}.${format}`);
      saveFile(file.content, file.name);
      message.success(t('cockpit.breakdown.exported', { file: file.name }));
    } catch (failure) {
      message.error(failureText(failure, translator));
    } finally {
      setBusy(null);
    }
  };

  return (
    <>
      <Button icon={<DownloadOutlined />} loading={busy === 'csv'} onClick={() => void fetchFile('csv')}>
        {t('cockpit.breakdown.export')}
      </Button>
      <Button icon={<FileExcelOutlined />} loading={busy === 'xlsx'} onClick={() => void fetchFile('xlsx')}>
        {t('cockpit.breakdown.exportXlsx')}
      </Button>
    </>
  );
}
