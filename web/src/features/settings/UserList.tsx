import { useQuery } from '@tanstack/react-query';
import { App, Button, Checkbox, Form, Input, Modal, Popconfirm, Table, Tag } from 'antd';
import { useState } from 'react';

import { createUser, listUsers, updateUser, type User, type UserChange } from '@/api/administration';
import type { Role } from '@/api/session';
import type { Shop } from '@/api/shops';
import { momentText } from '@/lib/day';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';
import { Secret } from '@/ui/Secret';

import { useChange, useShops } from './changes';
import { ScopeFields, useScopeText } from './scope';

interface Draft {
  name: string;
  role: Role;
  shops: string[];
  disabled: boolean;
}

/** Who may sign in, and what they may see and do. */
export function UserList() {
  const { t } = useTranslator();
  const { message } = App.useApp();
  const users = useQuery({ queryKey: ['users'], queryFn: ({ signal }) => listUsers(signal) });
  const shops = useShops();
  const scopeText = useScopeText(shops.data ?? []);
  const [edited, setEdited] = useState<User | 'new' | null>(null);
  const [made, setMade] = useState<{ name: string; password: string } | null>(null);

  const done = (user: User) => {
    setMade(user.oneTimePassword === null ? null : { name: user.name, password: user.oneTimePassword });
    message.success(t('settings.user.saved', { name: user.name }));
    setEdited(null);
  };
  const save = useChange('users', async (draft: Draft) => {
    if (edited === 'new' || edited === null) {
      done(await createUser({ name: draft.name, role: draft.role, shops: draft.shops }));
    } else {
      done(await updateUser(edited.name, { role: draft.role, shops: draft.shops, disabled: draft.disabled }));
    }
  });
  const update = useChange('users', async ({ name, ...change }: UserChange & { name: string }) => {
    done(await updateUser(name, change));
  });

  return (
    <>
      <div className="list-head">
        <p>{t('settings.user.hint')}</p>
        <Button type="primary" onClick={() => setEdited('new')}>
          {t('settings.user.add')}
        </Button>
      </div>
      {made !== null && <Secret title={t('settings.user.oneTime', { name: made.name })} secret={made.password} />}
      {users.error !== null && <Failure failure={users.error} onRetry={() => void users.refetch()} />}
      <Table<User>
        size="small"
        rowKey="name"
        pagination={false}
        loading={users.isPending}
        dataSource={users.data ?? []}
        locale={{ emptyText: t('settings.user.empty') }}
        scroll={{ x: 'max-content' }}
        columns={[
          { key: 'name', title: t('settings.user.name'), dataIndex: 'name' },
          { key: 'role', title: t('settings.user.role'), render: (_: unknown, user) => t(`role.${user.role}`) },
          { key: 'shops', title: t('settings.user.shops'), render: (_: unknown, user) => scopeText(user.shops) },
          {
            key: 'state',
            title: t('settings.user.state'),
            render: (_: unknown, user) => (
              <>
                <Tag color={user.disabled ? 'default' : 'success'}>
                  {t(user.disabled ? 'settings.user.disabled' : 'settings.user.active')}
                </Tag>
                {user.passwordChangeRequired && <Tag color="warning">{t('settings.user.pending')}</Tag>}
              </>
            ),
          },
          { key: 'created', title: t('settings.created'), render: (_: unknown, user) => momentText(user.createdAt) },
          {
            key: 'actions',
            title: t('settings.actions'),
            className: 'actions-cell',
            render: (_: unknown, user) => (
              <>
                <Button
                  type="link"
                  size="small"
                  aria-label={t('settings.user.edit', { name: user.name })}
                  onClick={() => setEdited(user)}
                >
                  {t('settings.edit')}
                </Button>
                <Popconfirm
                  title={t('settings.user.reset.confirm', { name: user.name })}
                  onConfirm={() => update.mutate({ name: user.name, resetPassword: true })}
                >
                  <Button type="link" size="small" aria-label={t('settings.user.reset.of', { name: user.name })}>
                    {t('settings.user.reset')}
                  </Button>
                </Popconfirm>
              </>
            ),
          },
        ]}
      />
      {edited !== null && (
        <UserDialog
          user={edited === 'new' ? null : edited}
          shops={shops.data ?? []}
          busy={save.isPending}
          onSave={(draft) => save.mutate(draft)}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}

interface UserDialogProps {
  user: User | null;
  shops: readonly Shop[];
  busy: boolean;
  onSave: (draft: Draft) => void;
  onClose: () => void;
}

function UserDialog({ user, shops, busy, onSave, onClose }: UserDialogProps) {
  const { t } = useTranslator();
  const [form] = Form.useForm<Draft>();
  return (
    <Modal
      open
      title={user === null ? t('settings.user.add') : t('settings.user.edit', { name: user.name })}
      okText={t('app.save')}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Draft>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={user ?? { role: 'viewer', shops: [], disabled: false }}
        onFinish={(draft) => onSave({ ...draft, name: draft.name.trim() })}
      >
        <Form.Item
          name="name"
          label={t('settings.user.name')}
          rules={[{ required: true, whitespace: true, message: t('settings.required') }]}
        >
          <Input disabled={user !== null} autoComplete="off" maxLength={60} autoFocus />
        </Form.Item>
        <ScopeFields shops={shops} />
        {user !== null && (
          <Form.Item name="disabled" valuePropName="checked">
            <Checkbox>{t('settings.user.disable')}</Checkbox>
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
