import { Form, Select } from 'antd';

import type { Role } from '@/api/session';
import type { Shop } from '@/api/shops';
import { useTranslator } from '@/lib/i18n/language';

const ROLES: readonly Role[] = ['viewer', 'analyst', 'operator', 'admin'];

/** The fields of a role and the shops that it covers, as users and tokens have them. */
export function ScopeFields({ shops }: { shops: readonly Shop[] }) {
  const { t } = useTranslator();
  return (
    <>
      <Form.Item
        name="role"
        label={t('settings.user.role')}
        rules={[{ required: true, message: t('settings.required') }]}
      >
        <Select options={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))} />
      </Form.Item>
      <Form.Item name="shops" label={t('settings.user.shops')}>
        <Select
          mode="multiple"
          allowClear
          placeholder={t('settings.user.shops.all')}
          options={shops.map((shop) => ({ value: shop.id, label: shop.name }))}
        />
      </Form.Item>
    </>
  );
}

/** The shops of a scope by name. */
export function useScopeText(shops: readonly Shop[]): (ids: readonly string[]) => string {
  const { t } = useTranslator();
  return (ids) =>
    ids.length === 0
      ? t('settings.user.shops.all')
      : ids.map((id) => shops.find((shop) => shop.id === id)?.name ?? id).join(', ');
}
