import { Alert, App, AutoComplete, Button, Form, Input, Modal, Table } from 'antd';
import { useState } from 'react';

import { createShop, updateShop, type Shop, type ShopDraft } from '@/api/shops';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';

import { useChange, useShops } from './changes';

const CURRENCIES = ['CNY', 'HKD', 'TWD', 'USD', 'EUR', 'GBP', 'JPY', 'SGD', 'MYR', 'THB', 'VND', 'KRW', 'AUD'];
const ZONES = Intl.supportedValuesOf('timeZone');
const NEW: ShopDraft = { name: '', zone: 'Asia/Shanghai', cutoff: '00:00', currency: 'CNY' };

/** The shops with their clocks and currencies. */
export function ShopList() {
  const { t } = useTranslator();
  const { message } = App.useApp();
  const shops = useShops();
  const [edited, setEdited] = useState<Shop | 'new' | null>(null);
  const save = useChange('shops', async (draft: ShopDraft) => {
    if (edited === 'new' || edited === null) {
      await createShop(draft);
    } else {
      await updateShop(edited.id, { name: draft.name });
    }
    message.success(t('settings.shop.saved', { name: draft.name }));
    setEdited(null);
  });
  return (
    <>
      <div className="list-head">
        <p>{t('settings.shop.warning')}</p>
        <Button type="primary" onClick={() => setEdited('new')}>
          {t('settings.shop.add')}
        </Button>
      </div>
      {shops.error !== null && <Failure failure={shops.error} onRetry={() => void shops.refetch()} />}
      <Table<Shop>
        size="small"
        rowKey="id"
        pagination={false}
        loading={shops.isPending}
        dataSource={shops.data ?? []}
        locale={{ emptyText: t('settings.shop.empty') }}
        scroll={{ x: 'max-content' }}
        columns={[
          { key: 'name', title: t('settings.name'), dataIndex: 'name' },
          { key: 'id', title: t('settings.id'), render: (_: unknown, shop) => <code>{shop.id}</code> },
          { key: 'zone', title: t('settings.shop.zone'), dataIndex: 'zone' },
          { key: 'cutoff', title: t('settings.shop.cutoff'), render: (_: unknown, shop) => shop.cutoff.slice(0, 5) },
          { key: 'currency', title: t('settings.shop.currency'), dataIndex: 'currency' },
          { key: 'today', title: t('settings.shop.today'), dataIndex: 'today' },
          {
            key: 'actions',
            title: t('settings.actions'),
            className: 'actions-cell',
            render: (_: unknown, shop) => (
              <Button
                type="link"
                size="small"
                aria-label={t('settings.shop.edit', { name: shop.name })}
                onClick={() => setEdited(shop)}
              >
                {t('settings.edit')}
              </Button>
            ),
          },
        ]}
      />
      {edited !== null && (
        <ShopDialog
          shop={edited === 'new' ? null : edited}
          busy={save.isPending}
          onSave={(draft) => save.mutate(draft)}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}

interface ShopDialogProps {
  shop: Shop | null;
  busy: boolean;
  onSave: (draft: ShopDraft) => void;
  onClose: () => void;
}

function ShopDialog({ shop, busy, onSave, onClose }: ShopDialogProps) {
  const { t } = useTranslator();
  const [form] = Form.useForm<ShopDraft>();
  const required = [{ required: true, whitespace: true, message: t('settings.required') }];
  const fixed = shop !== null;
  const contains = (text: string, option: { value?: string } | undefined) =>
    (option?.value ?? '').toLowerCase().includes(text.toLowerCase());
  return (
    <Modal
      open
      title={shop === null ? t('settings.shop.add') : t('settings.shop.edit', { name: shop.name })}
      okText={t('app.save')}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<ShopDraft>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={shop === null ? NEW : { ...shop, cutoff: shop.cutoff.slice(0, 5) }}
        onFinish={onSave}
      >
        <Form.Item name="name" label={t('settings.name')} rules={required}>
          <Input maxLength={100} autoFocus />
        </Form.Item>
        <Form.Item name="zone" label={t('settings.shop.zone')} rules={required}>
          <AutoComplete
            disabled={fixed}
            options={ZONES.map((value) => ({ value }))}
            showSearch={{ filterOption: contains }}
          />
        </Form.Item>
        <Form.Item
          name="cutoff"
          label={t('settings.shop.cutoff')}
          extra={t('settings.shop.cutoff.hint')}
          rules={[...required, { pattern: /^([01]\d|2[0-3]):[0-5]\d$/, message: 'HH:mm' }]}
        >
          <Input disabled={fixed} placeholder="00:00" />
        </Form.Item>
        <Form.Item name="currency" label={t('settings.shop.currency')} rules={required}>
          <AutoComplete
            disabled={fixed}
            options={CURRENCIES.map((value) => ({ value }))}
            showSearch={{ filterOption: contains }}
          />
        </Form.Item>
        {!fixed && <Alert type="info" title={t('settings.shop.warning')} />}
      </Form>
    </Modal>
  );
}
