import { Form, Modal, type FormInstance } from 'antd';
import type { ReactNode } from 'react';

interface FormDialogProps<Entered> {
  title: string;
  /** What the button says that does it. */
  okText: string;
  form: FormInstance<Entered>;
  first?: Partial<Entered>;
  sending: boolean;
  onEntered: (entered: Entered) => void;
  onClose: () => void;
  /** The fields, and what is said of them. */
  children: ReactNode;
}

/** A window with a form and one button that does what was entered. */
export function FormDialog<Entered>({
  title,
  okText,
  form,
  first,
  sending,
  onEntered,
  onClose,
  children,
}: FormDialogProps<Entered>) {
  return (
    <Modal open title={title} okText={okText} confirmLoading={sending} onOk={() => form.submit()} onCancel={onClose}>
      <Form<Entered>
        form={form}
        className="source-form"
        layout="vertical"
        requiredMark={false}
        {...(first === undefined ? {} : { initialValues: first })}
        onFinish={onEntered}
      >
        {children}
      </Form>
    </Modal>
  );
}
