import { Form } from 'antd';

import { renewSecret, type MadeSource, type Source } from '@/api/sources';
import { useTranslator } from '@/lib/i18n/language';

import { FormDialog } from './FormDialog';
import { SecretField } from './sourceFields';
import { useChange } from './sources';

interface SecretDialogProps {
  source: Source;
  onMade: (made: MadeSource) => void;
  onCancel: () => void;
}

/** Gives a source another secret: one from the other end, or one that is made. */
export function SecretDialog({ source, onMade, onCancel }: SecretDialogProps) {
  const { t } = useTranslator();
  const [form] = Form.useForm<{ secret?: string }>();
  const renew = useChange(async (secret: string) => {
    onMade(await renewSecret(source.id, secret));
  });
  return (
    <FormDialog
      title={t('sources.renew.of', { name: source.name })}
      okText={t('app.save')}
      form={form}
      sending={renew.isPending}
      onEntered={({ secret }) => renew.mutate(secret ?? '')}
      onClose={onCancel}
    >
      <p>{t('sources.renew.text')}</p>
      <SecretField given={source.kind === 'shopify'} hint={t(`sources.kind.${source.kind}.how`)} />
    </FormDialog>
  );
}
