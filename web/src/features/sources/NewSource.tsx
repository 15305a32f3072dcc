import { Form, Radio } from 'antd';

import type { Shop } from '@/api/shops';
import { createSource, type MadeSource, type SourceDraft, type SourceKind } from '@/api/sources';
import { useTranslator } from '@/lib/i18n/language';

import { PROGRAM_EXAMPLE } from './examples';
import { FormDialog } from './FormDialog';
import { MappingField, NameField, onlyShop, SecretField, ShopField } from './sourceFields';
import { useChange } from './sources';

interface NewSourceProps {
  shops: readonly Shop[];
  onMade: (made: MadeSource) => void;
  onCancel: () => void;
}

const KINDS: SourceKind[] = ['shopify', 'woocommerce', 'signed'];

/** Makes a source. */
export function NewSource({ shops, onMade, onCancel }: NewSourceProps) {
  const { t } = useTranslator();
  const [form] = Form.useForm<SourceDraft>();
  const kind = Form.useWatch((draft: Partial<SourceDraft>) => draft.kind, form) ?? 'shopify';
  const create = useChange(async (draft: SourceDraft) => {
    onMade(await createSource(draft));
  });
  return (
    <FormDialog<SourceDraft>
      title={t('sources.add')}
      okText={t('app.save')}
      form={form}
      first={{ kind: 'shopify', mapping: PROGRAM_EXAMPLE, ...onlyShop(shops) }}
      sending={create.isPending}
      onEntered={(draft) => create.mutate(draft)}
      onClose={onCancel}
    >
      <Form.Item name="kind" label={t('sources.kind')} extra={t(`sources.kind.${kind}.how`)}>
        <Radio.Group
          optionType="button"
          options={KINDS.map((one) => ({ value: one, label: t(`sources.kind.${one}`) }))}
        />
      </Form.Item>
      <NameField hint={t('sources.name.hint')} />
      <ShopField shops={shops} fixed={false} />
      <SecretField given={kind === 'shopify'} />
      {kind === 'signed' && <MappingField missing={t('sources.mapping.required')} />}
    </FormDialog>
  );
}
