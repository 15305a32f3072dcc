import { DeleteOutlined, SaveOutlined, StarOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Empty, Form, Input, Modal, Popconfirm, Popover, Select, Tag } from 'antd';
import { useState } from 'react';

import type { Role } from '@/api/session';
import { changeView, deleteView, listViews, saveView, type SavedView, type ViewDraft } from '@/api/views';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';
import { failureText } from '@/ui/failureText';
import { useMay } from '@/ui/session';

interface ViewsMenuProps {
  /** The present state of the page as an address has it. */
  query: string;
  onOpen: (query: string) => void;
}

const VIEWS = 'views';
const OWN = '';
const AUDIENCES: readonly Role[] = ['viewer', 'analyst', 'operator', 'admin'];

/** The saved views: one's own and what others share. */
export function ViewsMenu({ query, onOpen }: ViewsMenuProps) {
  const translator = useTranslator();
  const { t } = translator;
  const { message } = App.useApp();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [saving, setSaving] = useState(false);
  const views = useQuery({ queryKey: [VIEWS], queryFn: ({ signal }) => listViews(signal), enabled: open || saving });
  const done = {
    onSuccess: () => client.invalidateQueries({ queryKey: [VIEWS] }),
    onError: (failure: Error) => {
      message.error(failureText(failure, translator));
    },
  };
  const remove = useMutation({ mutationFn: deleteView, ...done });
  const keep = useMutation({
    mutationFn: async (draft: ViewDraft) => {
      // A name that is taken is the view to overwrite; the dialog has said so.
      const taken = ownOfName(views.data ?? [], draft.name);
      return taken === undefined ? saveView(draft) : changeView(taken.id, draft);
    },
    ...done,
    onSuccess: async (view) => {
      setSaving(false);
      message.success(t('view.saved', { name: view.name }));
      await client.invalidateQueries({ queryKey: [VIEWS] });
    },
  });
  const list = views.data ?? [];
  return (
    <>
      <Popover
        trigger="click"
        placement="bottomRight"
        open={open}
        onOpenChange={setOpen}
        content={
          <div className="views">
            {views.error !== null && <Failure failure={views.error} onRetry={() => void views.refetch()} />}
            {list.length === 0 && !views.isPending && (
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('view.none')} />
            )}
            <ul aria-label={t('view.menu')}>
              {list.map((view) => (
                <li key={view.id}>
                  <button
                    type="button"
                    className="link-button"
                    aria-current={view.query === query ? 'true' : undefined}
                    onClick={() => {
                      setOpen(false);
                      onOpen(view.query);
                    }}
                  >
                    {view.name}
                  </button>
                  <Audience view={view} />
                  {view.changeable && (
                    <Popconfirm
                      title={t('view.delete.confirm', { name: view.name })}
                      onConfirm={() => remove.mutate(view.id)}
                    >
                      <Button
                        type="text"
                        size="small"
                        icon={<DeleteOutlined />}
                        aria-label={t('view.delete', { name: view.name })}
                      />
                    </Popconfirm>
                  )}
                </li>
              ))}
            </ul>
            <Button
              block
              icon={<SaveOutlined />}
              onClick={() => {
                setOpen(false);
                setSaving(true);
              }}
            >
              {t('view.save')}
            </Button>
          </div>
        }
      >
        <Button icon={<StarOutlined />}>{t('view.menu')}</Button>
      </Popover>
      {saving && (
        <SaveDialog
          views={list}
          query={query}
          busy={keep.isPending}
          onSave={(draft) => keep.mutate(draft)}
          onClose={() => setSaving(false)}
        />
      )}
    </>
  );
}

/** The server takes a name once per owner, in whatever case. */
function ownOfName(views: readonly SavedView[], name: string): SavedView | undefined {
  const wanted = name.trim().toLowerCase();
  return views.find((view) => view.own && view.name.toLowerCase() === wanted);
}

function Audience({ view }: { view: SavedView }) {
  const { t } = useTranslator();
  if (!view.own) {
    return <Tag>{view.owner}</Tag>;
  }
  return view.sharedFrom === null ? null : (
    <Tag>
      {view.sharedFrom === 'viewer' ? t('view.everybody') : t('view.from', { role: t(`role.${view.sharedFrom}`) })}
    </Tag>
  );
}

interface SaveDialogProps {
  views: readonly SavedView[];
  query: string;
  busy: boolean;
  onSave: (draft: ViewDraft) => void;
  onClose: () => void;
}

function SaveDialog({ views, query, busy, onSave, onClose }: SaveDialogProps) {
  const { t } = useTranslator();
  const mayShare = useMay('analyst');
  const [form] = Form.useForm<{ name: string; audience: string }>();
  const name: unknown = Form.useWatch('name', form);
  const overwritten = typeof name === 'string' ? ownOfName(views, name) : undefined;
  return (
    <Modal
      open
      title={t('view.save')}
      okText={t(overwritten === undefined ? 'app.save' : 'view.overwrite')}
      cancelText={t('app.cancel')}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: '', audience: OWN }}
        onFinish={(values) =>
          onSave({
            name: values.name.trim(),
            query,
            sharedFrom: AUDIENCES.find((role) => role === values.audience) ?? null,
          })
        }
      >
        <Form.Item
          name="name"
          label={t('view.name')}
          extra={overwritten === undefined ? undefined : t('view.overwrite.hint', { name: overwritten.name })}
          rules={[{ required: true, whitespace: true, message: t('settings.required') }]}
        >
          <Input maxLength={80} autoFocus />
        </Form.Item>
        <Form.Item name="audience" label={t('view.audience')} hidden={!mayShare} extra={t('view.audience.hint')}>
          <Select
            options={[
              { value: OWN, label: t('view.own') },
              ...AUDIENCES.map((role) => ({
                value: role,
                label: role === 'viewer' ? t('view.everybody') : t('view.from', { role: t(`role.${role}`) }),
              })),
            ]}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
