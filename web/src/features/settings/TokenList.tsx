import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Form, Input, Modal, Popconfirm, Table } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';

import { createToken, listTokens, revokeToken, type Token, type TokenDraft } from '@/api/administration';
import type { Shop } from '@/api/shops';
import { momentText } from '@/lib/day';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';
import { Secret } from '@/ui/Secret';

import { useChange, useShops } from './changes';
import { ScopeFields, useScopeText } from './scope';

/** The tokens that programs use instead of a password. */
export function TokenList() {
  const { t } = useTranslator();
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: ({ signal }) => listTokens(signal) });
  const shops = useShops();
  const scopeText = useScopeText(shops.data ?? []);
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<{ name: string; secret: string } | null>(null);
  const create = useChange('tokens', async (draft: TokenDraft) => {
    const token = await createToken(draft);
    setMade({ name: token.name, secret: token.secret ?? '' });
    setAdding(false);
  });
  const revoke = useChange('tokens', async (id: string) => {
    await revokeToken(id);
    setMade(null);
  });
  return (
    <>
      <div className="list-head">
        <p>{t('settings.token.use')}</p>
        <Button type="primary" onClick={() => setAdding(true)}>
          {t('settings.token.add')}
        </Button>
      </div>
      {made !== null && <Secret title={t('settings.token.secret', { name: made.name })} secret={made.secret} />}
      {tokens.error !== null && <Failure failure={tokens.error} onRetry={() => void tokens.refetch()} />}
      <Table<Token>
        size="small"
        rowKey="id"
        pagination={false}
        loading={tokens.isPending}
        dataSource={(tokens.data ?? []).filter((token) => token.revokedAt === null)}
        locale={{ emptyText: t('settings.token.empty') }}
        scroll={{ x: 'max-content' }}
        columns={[
          { key: 'name', title: t('settings.token.name'), dataIndex: 'name' },
          { key: 'hint', title: t('settings.id'), render: (_: unknown, token) => <code>{token.hint}…</code> },
          { key: 'role', title: t('settings.user.role'), render: (_: unknown, token) => t(`role.${token.role}`) },
          { key: 'shops', title: t('settings.user.shops'), render: (_: unknown, token) => scopeText(token.shops) },
          { key: 'created', title: t('settings.created'), render: (_: unknown, token) => momentText(token.createdAt) },
          {
            key: 'expires',
            title: t('settings.token.expires'),
            render: (_: unknown, token) =>
              token.expiresAt === null ? t('settings.token.unlimited') : momentText(token.expiresAt),
          },
          {
            key: 'used',
            title: t('settings.token.lastUsed'),
            render: (_: unknown, token) =>
              token.lastUsedAt === null ? t('settings.token.never') : momentText(token.lastUsedAt),
          },
          {
            key: 'actions',
            title: t('settings.actions'),
            className: 'actions-cell',
            render: (_: unknown, token) => (
              <Popconfirm
                title={t('settings.token.revoke.confirm', { name: token.name })}
                onConfirm={() => revoke.mutate(token.id)}
              >
                <Button type="link" size="small" danger>
                  {t('settings.token.revoke')}
                </Button>
              </Popconfirm>
            ),
          },
        ]}
      />
      {adding && (
        <TokenDialog
          shops={shops.data ?? []}
          busy={create.isPending}
          onSave={(draft) => create.mutate(draft)}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}

interface Values extends Omit<TokenDraft, 'expiresAt'> {
  expires?: Dayjs | null;
}

interface TokenDialogProps {
  shops: readonly Shop[];
  busy: boolean;
  onSave: (draft: TokenDraft) => void;
  onClose: () => void;
}

function TokenDialog({ shops, busy, onSave, onClose }: TokenDialogProps) {
  const { t } = useTranslator();
  const [form] = Form.useForm<Values>();
  return (
    <Modal
      open
      title={t('settings.token.add')}
      okText={t('app.save')}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ role: 'analyst', shops: [] }}
        onFinish={({ expires, ...draft }) =>
          onSave({ ...draft, expiresAt: expires ? expires.endOf('day').toISOString() : null })
        }
      >
        <Form.Item
          name="name"
          label={t('settings.token.name')}
          rules={[{ required: true, whitespace: true, message: t('settings.required') }]}
        >
          <Input maxLength={100} autoFocus />
        </Form.Item>
        <ScopeFields shops={shops} />
        <Form.Item name="expires" label={t('settings.token.expires')}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
