import { App, Modal, Radio } from 'antd';
import { useState } from 'react';

import { CALENDAR_FILES, importCalendar, type CalendarFile } from '@/api/calendar';
import { useTranslator } from '@/lib/i18n/language';
import { CsvDrop } from '@/ui/CsvDrop';

import { useCalendarChange } from './changes';
import { SAMPLES } from './csv';

/** A CSV file of promotions, annotations or holidays; it comes in as a whole or not at all. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslator();
  const { message } = App.useApp();
  const [kind, setKind] = useState<CalendarFile>('promotions');
  const bringIn = useCalendarChange(async (text: string) => {
    const { rows } = await importCalendar(kind, text);
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
      <CsvDrop sample={SAMPLES[kind]} busy={bringIn.isPending} onText={(text) => bringIn.mutate(text)} />
    </Modal>
  );
}
