import { Alert, Form, Input, Modal, Typography } from 'antd';
import { useState } from 'react';

import { revealContacts, type Contact } from '@/api/contacts';
import { useTranslator } from '@/lib/i18n/language';

import { useChange } from './changes';

const LEAST_REASON = 3;
const MOST_REASON = 200;

interface RevealDialogProps {
  shop: string;
  customer: string;
  contact: Contact;
  onClose: () => void;
}

/** Tells contacts as they are to somebody who says why; they go when the dialog is closed. */
export function RevealDialog({ shop, customer, contact: { kind, masked }, onClose }: RevealDialogProps) {
  const { t } = useTranslator();
  const [reason, setReason] = useState('');
  const [values, setValues] = useState<string[] | null>(null);
  const reveal = useChange('audit', async () => {
    const { values: told } = await revealContacts({ shop, customer, kind, reason });
    setValues(told);
  });
  return (
    <Modal
      open
      title={t('contact.reveal.of', { masked })}
      okText={t('contact.reveal')}
      okButtonProps={{ disabled: values !== null || reason.trim().length < LEAST_REASON }}
      confirmLoading={reveal.isPending}
      onOk={() => reveal.mutate(undefined)}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <Form.Item>
          <Alert type="info" showIcon title={t('contact.reveal.log')} />
        </Form.Item>
        <Form.Item label={t('contact.reason')} htmlFor="reveal-reason">
          <Input
            id="reveal-reason"
            maxLength={MOST_REASON}
            value={reason}
            disabled={values !== null}
            placeholder={t('contact.reason.placeholder')}
            onChange={(change) => setReason(change.target.value)}
          />
        </Form.Item>
        {values !== null && (
          <Form.Item label={t(`contact.kind.${kind}`)}>
            {values.map((value) => (
              <div key={value}>
                <Typography.Text strong copyable={{ text: value, tooltips: [t('app.copy'), t('app.copied')] }}>
                  {value}
                </Typography.Text>
              </div>
            ))}
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
