import { DatePicker, Form, Input, Select } from 'antd';
import type { Rule } from 'antd/es/form';

import type { Shop } from '@/api/shops';
import { useTranslator } from '@/lib/i18n/language';

/** The fields that the windows of sources share. */

/** Something has to be entered. */
export function useRequired(): Rule[] {
  const { t } = useTranslator();
  return [{ required: true, whitespace: true, message: t('sources.required') }];
}

/** The only shop, which nobody needs to choose. */
export function onlyShop(shops: readonly Shop[]): { shop?: string } {
  const [first] = shops;
  return first !== undefined && shops.length === 1 ? { shop: first.id } : {};
}

export function NameField({ hint }: { hint: string }) {
  const { t } = useTranslator();
  return (
    <Form.Item name="name" label={t('sources.name')} rules={useRequired()}>
      <Input maxLength={100} placeholder={hint} />
    </Form.Item>
  );
}

export function ShopField({ shops, fixed }: { shops: readonly Shop[]; fixed: boolean }) {
  const { t } = useTranslator();
  return (
    <Form.Item name="shop" label={t('sources.shop')} rules={useRequired()}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        disabled={fixed}
        options={shops.map((shop) => ({ value: shop.id, label: shop.name }))}
      />
    </Form.Item>
  );
}

/** The secret that signs webhooks: Shopify's own, or one that is made where none is entered. */
export function SecretField({ given, hint }: { given: boolean; hint?: string }) {
  const { t } = useTranslator();
  return (
    <Form.Item
      name="secret"
      label={t('sources.secret')}
      extra={hint}
      rules={given ? [{ required: true, whitespace: true, message: t('sources.secret.required') }] : []}
    >
      <Input.Password
        autoComplete="new-password"
        maxLength={200}
        {...(given ? {} : { placeholder: t('sources.secret.generate') })}
      />
    </Form.Item>
  );
}

/** The password of a user; one that is kept need not be entered again. */
export function PasswordField({ kept, rules }: { kept: boolean; rules: Rule[] }) {
  const { t } = useTranslator();
  return (
    <Form.Item name="password" label={t('pulls.password')} rules={rules}>
      <Input.Password
        autoComplete="new-password"
        maxLength={500}
        {...(kept ? { placeholder: t('pulls.password.kept') } : {})}
      />
    </Form.Item>
  );
}

export function MappingField({ missing }: { missing: string }) {
  const { t } = useTranslator();
  return (
    <Form.Item
      name="mapping"
      label={t('sources.mapping')}
      className="pull-wide"
      rules={[{ required: true, whitespace: true, message: missing }]}
    >
      <Input.TextArea className="source-mapping" rows={12} spellCheck={false} />
    </Form.Item>
  );
}

/** The moment at which a topic is begun. */
export function TimeField() {
  const { t } = useTranslator();
  return (
    <Form.Item name="at" label={t('topics.begin.at')} rules={[{ required: true, message: t('sources.required') }]}>
      <DatePicker showTime className="pull-number" />
    </Form.Item>
  );
}
