import { Form, Input, Modal, Radio, Select } from 'antd';

import type { Shop } from '@/api/shops';
import { createSource, type MadeSource, type SourceDraft, type SourceKind } from '@/api/sources';
import { useTranslator } from '@/lib/i18n/language';

import { EXAMPLE, useChange } from './sources';

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
  const required = [{ required: true, whitespace: true, message: t('sources.required') }];
  const only = shops.length === 1 ? shops[0]?.id : undefined;
  return (
    <Modal
      open
      title={t('sources.add')}
      okText={t('app.save')}
      confirmLoading={create.isPending}
      onOk={() => form.submit()}
      onCancel={onCancel}
    >
      <Form<SourceDraft>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: 'shopify', mapping: EXAMPLE, ...(only === undefined ? {} : { shop: only }) }}
        onFinish={(draft) => create.mutate(draft)}
      >
        <Form.Item name="kind" label={t('sources.kind')} extra={t(`sources.kind.${kind}.how`)}>
          <Radio.Group
            optionType="button"
            options={KINDS.map((one) => ({ value: one, label: t(`sources.kind.${one}`) }))}
          />
        </Form.Item>
        <Form.Item name="name" label={t('sources.name')} rules={required}>
          <Input maxLength={100} placeholder={t('sources.name.hint')} />
        </Form.Item>
        <Form.Item name="shop" label={t('sources.shop')} rules={required}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={shops.map((shop) => ({ value: shop.id, label: shop.name }))}
          />
        </Form.Item>
        <Form.Item
          name="secret"
          label={t('sources.secret')}
          rules={
            kind === 'shopify' ? [{ required: true, whitespace: true, message: t('sources.secret.required') }] : []
          }
        >
          <Input.Password
            autoComplete="new-password"
            maxLength={200}
            {...(kind === 'shopify' ? {} : { placeholder: t('sources.secret.generate') })}
          />
        </Form.Item>
        {kind === 'signed' && (
          <Form.Item
            name="mapping"
            label={t('sources.mapping')}
            rules={[{ required: true, whitespace: true, message: t('sources.mapping.required') }]}
          >
            <Input.TextArea className="source-mapping" rows={12} spellCheck={false} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
