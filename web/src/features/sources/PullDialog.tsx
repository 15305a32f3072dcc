import { Form, Input, InputNumber, Radio, Select } from 'antd';

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

import { TABLE_EXAMPLE } from './examples';
import { MappingField, NameField, onlyShop, PasswordField, ShopField, useRequired } from './sourceFields';
import { Found, TriedDialog } from './TriedDialog';

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
  const { t } = useTranslator();
  const [form] = Form.useForm<Entered>();
  const mode = Form.useWatch((entered: Partial<Entered>) => entered.mode, form) ?? 'incremental';
  const id = source?.id ?? null;
  const required = useRequired();
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
          ...onlyShop(shops),
        }
      : { ...source, ...source.table };
  return (
    <TriedDialog<Entered, PullTrial>
      title={source === null ? t('pulls.add') : t('pulls.edit.of', { name: source.name })}
      form={form}
      first={first}
      onChanged={({ kind }) => {
        if (kind !== undefined) {
          form.setFieldsValue({ port: PORTS[kind] });
        }
      }}
      attempt={(entered) => tryPulledSource(id, draftOf(entered))}
      found={(trial) => <FoundRows trial={trial} />}
      save={(entered) => savePulledSource(id, draftOf(entered))}
      onClose={onClose}
    >
      <Form.Item name="kind" label={t('pulls.kind')} className="pull-wide">
        <Radio.Group
          optionType="button"
          disabled={source !== null}
          options={(['postgresql', 'mysql'] as const).map((one) => ({ value: one, label: t(`pulls.kind.${one}`) }))}
        />
      </Form.Item>
      <NameField hint={t('pulls.name.hint')} />
      <ShopField shops={shops} fixed={source !== null} />
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
      <PasswordField kept={source !== null} rules={[]} />
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
      {mode === 'incremental' && (
        <Form.Item
          name="startAt"
          label={t('pulls.start')}
          extra={t(source === null ? 'pulls.start.how' : 'pulls.start.anew')}
        >
          <Input maxLength={64} placeholder={t('pulls.start.hint')} />
        </Form.Item>
      )}
      <MappingField missing={t('pulls.mapping.required')} />
    </TriedDialog>
  );
}

function FoundRows({ trial: { rows, facts, rejected, reasons, columns } }: { trial: PullTrial }) {
  const { t } = useTranslator();
  return (
    <Found
      title={t(rows === 0 ? 'pulls.found.none' : 'pulls.found', { rows, facts, rejected })}
      rejected={rejected}
      reasons={reasons}
    >
      <div className="source-hint">
        {t('pulls.found.columns', { columns: columns.map((one) => `${one.name} (${one.type})`).join(', ') })}
      </div>
    </Found>
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
