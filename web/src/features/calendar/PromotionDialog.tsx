import { App, Button, DatePicker, Form, Input, InputNumber, Modal, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';

import { PHASES, savePromotion, type Phase, type Promotion } from '@/api/calendar';
import { useTranslator } from '@/lib/i18n/language';

import { useCalendarChange } from './changes';

interface PromotionDialogProps {
  /** What is changed; null makes a new one. */
  promotion: Promotion | null;
  year: number;
  shops: { value: string; label: string }[];
  onClose: () => void;
}

interface Fields {
  event: string;
  edition: number;
  zh: string;
  en: string;
  shop: string;
  phases: { phase: Phase; days: [Dayjs, Dayjs] | null }[];
}

/** One edition of an event with its phases. */
export function PromotionDialog({ promotion, year, shops, onClose }: PromotionDialogProps) {
  const { t } = useTranslator();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const save = useCalendarChange(async ({ edition, phases, ...rest }: Fields) => {
    await savePromotion(promotion?.id ?? null, {
      ...rest,
      edition: String(edition),
      phases: phases.flatMap(({ phase, days }) =>
        days === null ? [] : [{ phase, from: days[0].format('YYYY-MM-DD'), to: days[1].format('YYYY-MM-DD') }],
      ),
    });
    message.success(t('calendar.saved'));
    onClose();
  });
  const required = [{ required: true, message: t('settings.required') }];
  const initial: Fields =
    promotion === null
      ? {
          event: '',
          edition: year,
          zh: '',
          en: '',
          shop: shops[0]?.value ?? '',
          phases: [{ phase: 'sale', days: null }],
        }
      : {
          event: promotion.event,
          edition: promotion.edition,
          zh: promotion.title.zh,
          en: promotion.title.en,
          shop: promotion.shop,
          phases: promotion.phases.map((one) => ({ phase: one.phase, days: [dayjs(one.from), dayjs(one.to)] })),
        };
  return (
    <Modal
      open
      width={640}
      title={t(promotion === null ? 'calendar.promotion.add' : 'calendar.promotion.edit')}
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
        <div className="calendar-fields">
          <Form.Item name="event" label={t('calendar.event')} extra={t('calendar.event.hint')} rules={required}>
            <Input maxLength={40} placeholder="618" />
          </Form.Item>
          <Form.Item name="edition" label={t('calendar.edition')} rules={required}>
            <InputNumber min={2000} max={2100} />
          </Form.Item>
          <Form.Item name="zh" label={t('calendar.title.zh')} rules={required}>
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name="en" label={t('calendar.title.en')} rules={required}>
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name="shop" label={t('calendar.shop')} rules={required}>
            <Select options={shops} />
          </Form.Item>
        </div>
        <Form.List name="phases">
          {(fields, { add, remove }) => (
            <>
              {fields.map((field) => (
                <div key={field.key} className="calendar-phase">
                  <Form.Item name={[field.name, 'phase']} rules={required}>
                    <Select
                      aria-label={t('calendar.phase')}
                      options={PHASES.map((value) => ({ value, label: t(`calendar.phase.${value}`) }))}
                    />
                  </Form.Item>
                  <Form.Item name={[field.name, 'days']} rules={required}>
                    <DatePicker.RangePicker aria-label={t('calendar.days')} format="YYYY-MM-DD" />
                  </Form.Item>
                  <Button type="text" disabled={fields.length === 1} onClick={() => remove(field.name)}>
                    {t('calendar.remove')}
                  </Button>
                </div>
              ))}
              <Button
                type="dashed"
                disabled={fields.length >= PHASES.length}
                onClick={() => add({ phase: 'peak', days: null })}
              >
                {t('calendar.phase.add')}
              </Button>
            </>
          )}
        </Form.List>
      </Form>
    </Modal>
  );
}
