import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Popconfirm, Radio, Select, Table, Tabs, Tag, Typography } from 'antd';
import { useState } from 'react';

import { createWriteKey, listWriteKeys, revokeWriteKey, type WriteKey, type WriteKeyKind } from '@/api/administration';
import { momentText } from '@/lib/day';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';

import { useChange, useShops } from './changes';
import { snippets } from './snippets';

interface Draft {
  shop: string;
  name: string;
  kind: WriteKeyKind;
}

/** The keys with which shops send events, and code to begin with. */
export function WriteKeyList() {
  const { t } = useTranslator();
  const keys = useQuery({ queryKey: ['write-keys'], queryFn: ({ signal }) => listWriteKeys(signal) });
  const shops = useShops();
  const [adding, setAdding] = useState(false);
  const [picked, setPicked] = useState<string | null>(null);
  const [form] = Form.useForm<Draft>();
  const create = useChange('write-keys', async (draft: Draft) => {
    const key = await createWriteKey(draft);
    setPicked(key.key);
    setAdding(false);
  });
  const revoke = useChange('write-keys', async (key: string) => {
    await revokeWriteKey(key);
    setPicked(null);
  });
  const active = (keys.data ?? []).filter((key) => key.revokedAt === null);
  const shown = active.find((key) => key.key === picked) ?? active[0];
  const shopName = (id: string) => shops.data?.find((shop) => shop.id === id)?.name ?? id;
  const required = [{ required: true, whitespace: true, message: t('settings.required') }];
  return (
    <>
      <div className="list-head">
        <p>{t('settings.key.snippet.hint')}</p>
        <Button type="primary" onClick={() => setAdding(true)}>
          {t('settings.key.add')}
        </Button>
      </div>
      {keys.error !== null && <Failure failure={keys.error} onRetry={() => void keys.refetch()} />}
      <Table<WriteKey>
        size="small"
        rowKey="key"
        pagination={false}
        loading={keys.isPending}
        dataSource={keys.data ?? []}
        locale={{ emptyText: t('settings.key.empty') }}
        scroll={{ x: 'max-content' }}
        columns={[
          { key: 'name', title: t('settings.token.name'), dataIndex: 'name' },
          {
            key: 'shop',
            title: t('imports.shop'),
            render: (_: unknown, key) => shopName(key.shop),
          },
          {
            key: 'kind',
            title: t('settings.key.kind'),
            render: (_: unknown, key) => t(`settings.key.kind.${key.kind}`),
          },
          {
            key: 'key',
            title: t('settings.key.key'),
            render: (_: unknown, key) => (
              <Typography.Text code copyable={{ text: key.key, tooltips: [t('app.copy'), t('app.copied')] }}>
                {key.key}
              </Typography.Text>
            ),
          },
          {
            key: 'state',
            title: t('settings.user.state'),
            render: (_: unknown, key) => (
              <Tag color={key.revokedAt === null ? 'success' : 'default'}>
                {t(key.revokedAt === null ? 'settings.key.active' : 'settings.key.revoked')}
              </Tag>
            ),
          },
          { key: 'created', title: t('settings.created'), render: (_: unknown, key) => momentText(key.createdAt) },
          {
            key: 'actions',
            title: t('settings.actions'),
            className: 'actions-cell',
            render: (_: unknown, key) =>
              key.revokedAt === null && (
                <>
                  <Button type="link" size="small" onClick={() => setPicked(key.key)}>
                    {t('settings.key.snippet')}
                  </Button>
                  <Popconfirm
                    title={t('settings.key.revoke.confirm', { name: key.name })}
                    onConfirm={() => revoke.mutate(key.key)}
                  >
                    <Button type="link" size="small" danger>
                      {t('settings.key.revoke')}
                    </Button>
                  </Popconfirm>
                </>
              ),
          },
        ]}
      />
      {shown !== undefined && (
        <section className="snippets" aria-label={t('settings.key.snippet')}>
          <h2>{t('settings.key.snippet.of', { name: shown.name, shop: shopName(shown.shop) })}</h2>
          <Tabs
            size="small"
            items={snippets(location.origin, shown.key).map(({ id, code }) => ({
              key: id,
              label: id === 'browser' ? t('settings.key.browser') : { node: 'Node.js', java: 'Java', curl: 'curl' }[id],
              children: (
                <div className="snippet">
                  <Typography.Text
                    className="snippet-copy"
                    copyable={{ text: code, tooltips: [t('app.copy'), t('app.copied')] }}
                  />
                  <pre tabIndex={0}>{code}</pre>
                </div>
              ),
            }))}
          />
        </section>
      )}
      {adding && (
        <Modal
          open
          title={t('settings.key.add')}
          okText={t('app.save')}
          confirmLoading={create.isPending}
          onOk={() => form.submit()}
          onCancel={() => setAdding(false)}
        >
          <Form<Draft>
            form={form}
            layout="vertical"
            requiredMark={false}
            initialValues={{ kind: 'page' }}
            onFinish={(draft) => create.mutate(draft)}
          >
            <Form.Item name="shop" label={t('imports.shop')} rules={required}>
              <Select options={(shops.data ?? []).map((shop) => ({ value: shop.id, label: shop.name }))} />
            </Form.Item>
            <Form.Item name="name" label={t('settings.token.name')} rules={required}>
              <Input maxLength={100} />
            </Form.Item>
            <Form.Item name="kind" label={t('settings.key.kind')}>
              <Radio.Group
                vertical
                options={(['page', 'server'] as const).map((kind) => ({
                  value: kind,
                  label: t(`settings.key.kind.${kind}.hint`),
                }))}
              />
            </Form.Item>
          </Form>
        </Modal>
      )}
    </>
  );
}
