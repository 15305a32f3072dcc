import { App, DatePicker, Form, Input, Modal, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';

import { ANNOTATION_KINDS, saveAnnotation, type Annotation, type AnnotationKind } from '@/api/calendar';
import { useTranslator } from '@/lib/i18n/language';

import { useCalendarChange } from './changes';

interface AnnotationDialogProps {
  /** What is changed; null makes a new one. */
  annotation: Annotation | null;
  shops: { value: string; label: string }[];
  onClose: () => void;
}

interface Fields {
  days: [Dayjs, Dayjs] | null;
  kind: AnnotationKind;
  text: string;
  shop: string;
}

/** What somebody wants others to know of some days. */
export function AnnotationDialog({ annotation, shops, onClose }: AnnotationDialogProps) {
  const { t } = useTranslator();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const save = useCalendarChange(async ({ days, ...rest }: Fields) => {
    await saveAnnotation(annotation?.id ?? null, {
      ...rest,
      from: days?.[0].format('YYYY-MM-DD') ?? '',
      to: days?.[1].format('YYYY-MM-DD') ?? '',
    });
    message.success(t('calendar.saved'));
    onClose();
  });
  const required = [{ required: true, message: t('settings.required') }];
  const initial: Fields =
    annotation === null
      ? { days: null, kind: 'promotion', text: '', shop: shops[0]?.value ?? '' }
      : {
          days: [dayjs(annotation.from), dayjs(annotation.to)],
          kind: annotation.kind,
          text: annotation.text,
          shop: annotation.shop,
        };
  return (
    <Modal
      open
      title={t(annotation === null ? 'calendar.annotation.add' : 'calendar.annotation.edit')}
      okText={t('app.save')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={(fields) => save.mutate(fields)}
      >
        <Form.Item name="text" label={t('calendar.text')} rules={required}>
          <Input maxLength={300} autoFocus />
        </Form.Item>
        <Form.Item name="days" label={t('calendar.days')} rules={required}>
          <DatePicker.RangePicker format="YYYY-MM-DD" />
        </Form.Item>
        <Form.Item name="kind" label={t('calendar.kind')} rules={required}>
          <Select options={ANNOTATION_KINDS.map((value) => ({ value, label: t(`calendar.kind.${value}`) }))} />
        </Form.Item>
        <Form.Item name="shop" label={t('calendar.shop')} rules={required}>
          <Select options={shops} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
