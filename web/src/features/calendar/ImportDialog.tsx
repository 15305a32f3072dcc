import { InboxOutlined } from '@ant-design/icons';
import { App, Modal, Radio, Typography, Upload } from 'antd';
import { useState } from 'react';

import { CALENDAR_FILES, importCalendar, type CalendarFile } from '@/api/calendar';
import { csvText } from '@/lib/csvText';
import { useTranslator } from '@/lib/i18n/language';

import { useCalendarChange } from './changes';
import { SAMPLES } from './csv';

/** A CSV file of promotions, annotations or holidays; it comes in as a whole or not at all. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslator();
  const { message } = App.useApp();
  const [kind, setKind] = useState<CalendarFile>('promotions');
  const bringIn = useCalendarChange(async (file: File) => {
    const { rows } = await importCalendar(kind, csvText(await file.arrayBuffer()));
    message.success(t('calendar.import.done', { n: rows }));
    onClose();
  });
  return (
    <Modal open title={t('calendar.import')} footer={null} onCancel={onClose}>
      <Radio.Group
        className="calendar-kinds"
        aria-label={t('calendar.import.kind')}
        value={kind}
        options={CALENDAR_FILES.map((value) => ({ value, label: t(`calendar.${value}`) }))}
        onChange={(event) => setKind(event.target.value as CalendarFile)}
      />
      <p className="panel-note">{t(`calendar.import.${kind}`)}</p>
      <Typography.Paragraph copyable={{ text: SAMPLES[kind] }}>
        <pre>{SAMPLES[kind].trimEnd()}</pre>
      </Typography.Paragraph>
      <Upload.Dragger
        accept=".csv,text/csv"
        showUploadList={false}
        disabled={bringIn.isPending}
        beforeUpload={(file) => {
          bringIn.mutate(file);
          return false;
        }}
      >
        <p>
          <InboxOutlined />
        </p>
        <p>{t('calendar.import.drop')}</p>
      </Upload.Dragger>
    </Modal>
  );
}
