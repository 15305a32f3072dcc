import { Alert, Button, Form, Modal, type FormInstance } from 'antd';
import { useState, type ReactNode } from 'react';

import type { Reason } from '@/api/imports';
import { useTranslator } from '@/lib/i18n/language';
import { failureText } from '@/ui/failureText';

import { useChange } from './sources';

interface TriedDialogProps<Entered, Trial> {
  title: string;
  form: FormInstance<Entered>;
  first: Partial<Entered>;
  onChanged: (changed: Partial<Entered>) => void;
  /** Tries what was entered; nothing is kept. */
  attempt: (entered: Entered) => Promise<Trial>;
  /** Says what was found. */
  found: (trial: Trial) => ReactNode;
  save: (entered: Entered) => Promise<unknown>;
  onClose: () => void;
  /** The fields. */
  children: ReactNode;
}

/** A window for a source that can be tried before it is saved. */
export function TriedDialog<Entered, Trial>({
  title,
  form,
  first,
  onChanged,
  attempt,
  found,
  save,
  onClose,
  children,
}: TriedDialogProps<Entered, Trial>) {
  const translator = useTranslator();
  const { t } = translator;
  const [tried, setTried] = useState<{ trial: Trial } | { failure: unknown } | null>(null);
  const [trying, setTrying] = useState(false);
  const saving = useChange(async (entered: Entered) => {
    await save(entered);
    onClose();
  });
  const onTry = async () => {
    let entered: Entered;
    try {
      entered = await form.validateFields();
    } catch {
      return;
    }
    setTrying(true);
    try {
      setTried({ trial: await attempt(entered) });
    } catch (failure) {
      setTried({ failure });
    }
    setTrying(false);
  };
  return (
    <Modal
      open
      width={760}
      title={title}
      onCancel={onClose}
      footer={[
        <Button key="try" loading={trying} onClick={() => void onTry()}>
          {t('pulls.try')}
        </Button>,
        <Button key="cancel" onClick={onClose}>
          {t('app.cancel')}
        </Button>,
        <Button key="save" type="primary" loading={saving.isPending} onClick={() => form.submit()}>
          {t('app.save')}
        </Button>,
      ]}
    >
      <Form<Entered>
        form={form}
        className="source-form"
        layout="vertical"
        requiredMark={false}
        initialValues={first}
        onValuesChange={(changed: Partial<Entered>) => {
          setTried(null);
          onChanged(changed);
        }}
        onFinish={(entered) => saving.mutate(entered)}
      >
        <div className="pull-fields">{children}</div>
      </Form>
      {tried !== null && 'failure' in tried && (
        <Alert type="error" showIcon title={failureText(tried.failure, translator)} />
      )}
      {tried !== null && 'trial' in tried && found(tried.trial)}
    </Modal>
  );
}

interface FoundProps {
  /** What was found, in one sentence. */
  title: string;
  rejected: number;
  reasons: readonly Reason[];
  /** Some of what was found. */
  children: ReactNode;
}

/** What a trial found, with the first reasons of what was rejected. */
export function Found({ title, rejected, reasons, children }: FoundProps) {
  const { code } = useTranslator();
  return (
    <Alert
      type={rejected === 0 ? 'success' : 'warning'}
      showIcon
      title={title}
      description={
        <>
          {reasons.map((reason, place) => (
            <div key={place}>{code(reason.code, reason.arguments, reason.message)}</div>
          ))}
          {children}
        </>
      }
    />
  );
}
