import { Alert, Button, Form, Input, InputNumber, Modal, Radio, Select } from 'antd';
import { useState } from 'react';

import {
  savePulledSource,
  tryPulledSource,
  type DatabaseKind,
  type PulledSource,
  type PulledSourceDraft,
  type PullTrial,
  type TablePlace,
} from '@/api/pulls';
import type { Shop } from '@/api/shops';
import { useTranslator } from '@/lib/i18n/language';
import { failureText } from '@/ui/failureText';

import { TABLE_EXAMPLE } from './pulls';
import { useChange } from './sources';

interface PullDialogProps {
  shops: readonly Shop[];
  /** The one to change; null for a new one. */
  source: PulledSource | null;
  onClose: () => void;
}

type Entered = Omit<PulledSourceDraft, 'table' | 'password'> &
  Omit<TablePlace, 'overlap'> & { password?: string; overlap?: number };

const PORTS: Record<DatabaseKind, number> = { postgresql: 5432, mysql: 3306 };

/** Makes or changes a table that is read, after it was tried. */
export function PullDialog({ shops, source, onClose }: PullDialogProps) {
  const translator = useTranslator();
  const { t } = translator;
  const [form] = Form.useForm<Entered>();
  const [tried, setTried] = useState<{ trial: PullTrial } | { failure: unknown } | null>(null);
  const [trying, setTrying] = useState(false);
  const mode = Form.useWatch((entered: Partial<Entered>) => entered.mode, form) ?? 'incremental';
  const id = source?.id ?? null;
  const save = useChange(async (entered: Entered) => {
    await savePulledSource(id, draftOf(entered));
    onClose();
  });
  const attempt = async () => {
    let entered: Entered;
    try {
      entered = await form.validateFields();
    } catch {
      return;
    }
    setTrying(true);
    try {
      setTried({ trial: await tryPulledSource(id, draftOf(entered)) });
    } catch (failure) {
      setTried({ failure });
    }
    setTrying(false);
  };
  const required = [{ required: true, whitespace: true, message: t('sources.required') }];
  const only = shops.length === 1 ? shops[0]?.id : undefined;
  const first: Partial<Entered> =
    source === null
      ? {
          kind: 'postgresql',
          port: PORTS.postgresql,
          encryption: 'required',
          mode: 'incremental',
          overlap: 300,
          intervalSeconds: 60,
          mapping: TABLE_EXAMPLE,
          ...(only === undefined ? {} : { shop: only }),
        }
      : { ...source, ...source.table };
  return (
    <Modal
      open
      width={760}
      title={source === null ? t('pulls.add') : t('pulls.edit.of', { name: source.name })}
      onCancel={onClose}
      footer={[
        <Button key="try" loading={trying} onClick={() => void attempt()}>
          {t('pulls.try')}
        </Button>,
        <Button key="cancel" onClick={onClose}>
          {t('app.cancel')}
        </Button>,
        <Button key="save" type="primary" loading={save.isPending} onClick={() => form.submit()}>
          {t('app.save')}
        </Button>,
      ]}
    >
      <Form<Entered>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={first}
        onValuesChange={(changed: Partial<Entered>) => {
          setTried(null);
          if (changed.kind !== undefined) {
            form.setFieldsValue({ port: PORTS[changed.kind] });
          }
        }}
        onFinish={(entered) => save.mutate(entered)}
      >
        <div className="pull-fields">
          <Form.Item name="kind" label={t('pulls.kind')} className="pull-wide">
            <Radio.Group
              optionType="button"
              disabled={source !== null}
              options={(['postgresql', 'mysql'] as const).map((one) => ({ value: one, label: t(`pulls.kind.${one}`) }))}
            />
          </Form.Item>
          <Form.Item name="name" label={t('sources.name')} rules={required}>
            <Input maxLength={100} placeholder={t('pulls.name.hint')} />
          </Form.Item>
          <Form.Item name="shop" label={t('sources.shop')} rules={required}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              disabled={source !== null}
              options={shops.map((shop) => ({ value: shop.id, label: shop.name }))}
            />
          </Form.Item>
          <Form.Item name="host" label={t('pulls.host')} rules={required}>
            <Input maxLength={253} placeholder="db.example.com" />
          </Form.Item>
          <Form.Item name="port" label={t('pulls.port')} rules={[{ required: true, message: t('sources.required') }]}>
            <InputNumber min={1} max={65_535} className="pull-number" controls={false} />
          </Form.Item>
          <Form.Item name="database" label={t('pulls.database')} rules={required}>
            <Input maxLength={128} />
          </Form.Item>
          <Form.Item name="encryption" label={t('pulls.encryption')}>
            <Select
              options={(['off', 'required', 'verified'] as const).map((one) => ({
                value: one,
                label: t(`pulls.encryption.${one}`),
              }))}
            />
          </Form.Item>
          <Form.Item name="user" label={t('pulls.user')} rules={required} extra={t('pulls.user.how')}>
            <Input maxLength={128} autoComplete="off" />
          </Form.Item>
          <Form.Item name="password" label={t('pulls.password')}>
            <Input.Password
              autoComplete="new-password"
              maxLength={500}
              {...(source === null ? {} : { placeholder: t('pulls.password.kept') })}
            />
          </Form.Item>
          <Form.Item name="table" label={t('pulls.table')} rules={required} extra={t('pulls.table.how')}>
            <Input maxLength={256} placeholder="public.orders" />
          </Form.Item>
          <Form.Item name="key" label={t('pulls.key')} rules={required} extra={t('pulls.key.how')}>
            <Input maxLength={128} placeholder="id" />
          </Form.Item>
          <Form.Item name="mode" label={t('pulls.mode')} extra={t(`pulls.mode.${mode}.how`)} className="pull-wide">
            <Radio.Group
              optionType="button"
              options={(['incremental', 'snapshot'] as const).map((one) => ({
                value: one,
                label: t(`pulls.mode.${one}`),
              }))}
            />
          </Form.Item>
          {mode === 'incremental' && (
            <>
              <Form.Item name="cursor" label={t('pulls.cursor')} rules={required} extra={t('pulls.cursor.how')}>
                <Input maxLength={128} placeholder="updated_at" />
              </Form.Item>
              <Form.Item name="overlap" label={t('pulls.overlap')} extra={t('pulls.overlap.how')}>
                <InputNumber min={0} max={1_000_000_000} precision={0} className="pull-number" />
              </Form.Item>
            </>
          )}
          <Form.Item name="intervalSeconds" label={t('pulls.interval')}>
            <InputNumber min={5} max={86_400} precision={0} className="pull-number" />
          </Form.Item>
          {mode === 'incremental' && source === null && (
            <Form.Item name="startAt" label={t('pulls.start')} extra={t('pulls.start.how')}>
              <Input maxLength={64} placeholder={t('pulls.start.hint')} />
            </Form.Item>
          )}
          <Form.Item
            name="mapping"
            label={t('sources.mapping')}
            className="pull-wide"
            rules={[{ required: true, whitespace: true, message: t('pulls.mapping.required') }]}
          >
            <Input.TextArea className="source-mapping" rows={12} spellCheck={false} />
          </Form.Item>
        </div>
      </Form>
      {tried !== null && 'failure' in tried && (
        <Alert type="error" showIcon title={failureText(tried.failure, translator)} />
      )}
      {tried !== null && 'trial' in tried && <Found trial={tried.trial} />}
    </Modal>
  );
}

/** What was found, in one sentence, with the first reasons. */
function Found({ trial }: { trial: PullTrial }) {
  const { t, code } = useTranslator();
  return (
    <Alert
      type={trial.rejected === 0 ? 'success' : 'warning'}
      showIcon
      title={t(trial.rows === 0 ? 'pulls.found.none' : 'pulls.found', {
        rows: trial.rows,
        facts: trial.facts,
        rejected: trial.rejected,
      })}
      description={
        <>
          {trial.reasons.map((reason, place) => (
            <div key={place}>{code(reason.code, reason.arguments, reason.message)}</div>
          ))}
          <div className="source-hint">
            {t('pulls.found.columns', { columns: trial.columns.map((one) => `${one.name} (${one.type})`).join(', ') })}
          </div>
        </>
      }
    />
  );
}

function draftOf(entered: Entered): PulledSourceDraft {
  return {
    shop: entered.shop,
    kind: entered.kind,
    name: entered.name,
    password: entered.password ?? '',
    mapping: entered.mapping,
    intervalSeconds: entered.intervalSeconds,
    ...(entered.startAt === undefined ? {} : { startAt: entered.startAt }),
    table: {
      host: entered.host,
      port: entered.port,
      database: entered.database,
      user: entered.user,
      encryption: entered.encryption,
      table: entered.table,
      mode: entered.mode,
      cursor: entered.mode === 'incremental' ? entered.cursor : null,
      key: entered.key,
      overlap: entered.overlap ?? 0,
    },
  };
}
