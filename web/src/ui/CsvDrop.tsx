import { InboxOutlined } from '@ant-design/icons';
import { Typography, Upload } from 'antd';

import { csvText } from '@/lib/csv';
import { useTranslator } from '@/lib/i18n/language';

interface CsvDropProps {
  /** What such a file looks like, to be copied. */
  sample: string;
  busy?: boolean;
  onText: (text: string) => void;
}

/** A place for a CSV file, in UTF-8 or the encoding that spreadsheets write, under an example of one. */
export function CsvDrop({ sample, busy = false, onText }: CsvDropProps) {
  const { t } = useTranslator();
  return (
    <>
      <Typography.Paragraph copyable={{ text: sample }}>
        <pre className="csv-sample">{sample.trimEnd()}</pre>
      </Typography.Paragraph>
      <Upload.Dragger
        accept=".csv,text/csv"
        showUploadList={false}
        disabled={busy}
        beforeUpload={(file) => {
          void file.arrayBuffer().then((bytes) => onText(csvText(bytes)));
          return false;
        }}
      >
        <p>
          <InboxOutlined /> {t('app.dropCsv')}
        </p>
      </Upload.Dragger>
    </>
  );
}
