import { Checkbox, Form, Input, Select, Tag } from 'antd';

import type { Draft, From, Origin, Preview, RowKind, KindField, RowKinds } from '@/api/mapping';
import { useTranslator } from '@/lib/i18n/language';

import { columnOrigin, columnTitle, originOf, withField } from './mappingDraft';

interface FieldTableProps {
  draft: Draft;
  kind: RowKind;
  kinds: RowKinds;
  preview: Preview;
  onKind: (id: string) => void;
  onDraft: (draft: Draft) => void;
}

const NONE = 'NONE';

/** What the rows are, and where each field comes from. */
export function FieldTable({ draft, kind, kinds, preview, onKind, onDraft }: FieldTableProps) {
  const { t, of } = useTranslator();
  return (
    <>
      <Form.Item label={t('mapping.kind')} htmlFor="mapping-kind" className="mapping-kind">
        <Select
          id="mapping-kind"
          virtual={false}
          value={kind.id}
          options={kinds.kinds.map((one) => ({ value: one.id, label: of(one.title) }))}
          onChange={onKind}
        />
      </Form.Item>
      <table className="mapping-table">
        <thead>
          <tr>
            <th scope="col">{t('mapping.field')}</th>
            <th scope="col">{t('mapping.source')}</th>
            <th scope="col">{t('mapping.sample')}</th>
          </tr>
        </thead>
        <tbody>
          {kind.fields.map((field) => (
            <FieldRow
              key={field.name}
              field={field}
              origin={draft.fields[field.name] ?? null}
              kinds={kinds}
              preview={preview}
              onOrigin={(origin) => onDraft(withField(draft, field.name, origin))}
            />
          ))}
        </tbody>
      </table>
    </>
  );
}

interface FieldRowProps {
  field: KindField;
  origin: Origin | null;
  kinds: RowKinds;
  preview: Preview;
  onOrigin: (origin: Origin | null) => void;
}

const isTime = (field: KindField) => field.type === 'TIME' || field.type === 'DAY';

function FieldRow({ field, origin, kinds, preview, onOrigin }: FieldRowProps) {
  const { t, of } = useTranslator();
  const title = of(field.title);
  const headed = (preview.reading.headerRow ?? 1) > 0;
  const options: { value: string; label: string }[] = [
    { value: NONE, label: t(field.identity ? 'mapping.source.made' : 'mapping.source.none') },
    ...preview.columns.flatMap((view, at) =>
      headed && view.header === ''
        ? []
        : [{ value: String(at + 1), label: columnTitle(view, t('mapping.column', { n: at + 1 })) }],
    ),
    ...(field.name === 'paid_at' ? [{ value: 'ORDER', label: t('mapping.source.order') }] : []),
    ...(isTime(field) ? [{ value: 'NOW', label: t('mapping.source.now') }] : []),
    ...(field.identity ? [{ value: 'LINE', label: t('mapping.source.line') }] : []),
    { value: 'CONSTANT', label: t('mapping.source.constant') },
  ];
  const chosen = origin === null ? NONE : origin.from === 'COLUMN' ? String(origin.column) : origin.from;
  const choose = (value: string) => {
    if (value === NONE) {
      onOrigin(null);
    } else if (/^\d+$/.test(value)) {
      onOrigin(columnOrigin(field, Number(value), preview.columns[Number(value) - 1]));
    } else {
      onOrigin(originOf(value as From));
    }
  };
  return (
    <tr>
      <th scope="row">
        {title} {field.needed && <Tag>{t('mapping.needed')}</Tag>}
      </th>
      <td>
        <Select
          className="mapping-select"
          aria-label={t('mapping.source.of', { field: title })}
          showSearch={{ optionFilterProp: 'label' }}
          virtual={false}
          value={chosen}
          options={options}
          {...(field.needed && origin === null ? { status: 'error' as const } : {})}
          onChange={choose}
        />
      </td>
      <td>
        {origin?.from === 'CONSTANT' && <Constant field={field} origin={origin} kinds={kinds} onOrigin={onOrigin} />}
        {origin?.from === 'COLUMN' && (
          <ColumnReading field={field} origin={origin} kinds={kinds} preview={preview} onOrigin={onOrigin} />
        )}
      </td>
    </tr>
  );
}

interface OriginProps {
  field: KindField;
  origin: Origin;
  kinds: RowKinds;
  onOrigin: (origin: Origin) => void;
}

/** The same value for all rows. */
function Constant({ field, origin, kinds, onOrigin }: OriginProps) {
  const { t, of } = useTranslator();
  const label = t('mapping.constant', { field: of(field.title) });
  const words = field.values === null ? undefined : kinds.vocabularies[field.values];
  if (words !== undefined) {
    return (
      <Select
        className="mapping-select"
        aria-label={label}
        value={origin.value}
        options={words.map((word) => ({ value: word.id, label: of(word.title) }))}
        onChange={(value) => onOrigin({ ...origin, value })}
      />
    );
  }
  return (
    <Input
      aria-label={label}
      value={origin.value ?? ''}
      maxLength={200}
      placeholder={isTime(field) ? '2026-11-01' : ''}
      onChange={(event) => onOrigin({ ...origin, value: event.target.value })}
    />
  );
}

/** How a column's values are read, with some of them. */
function ColumnReading({ field, origin, kinds, preview, onOrigin }: OriginProps & { preview: Preview }) {
  const { t, of } = useTranslator();
  const view = preview.columns[(origin.column ?? 0) - 1];
  const numeric = ['AMOUNT', 'NUMBER', 'INTEGER'].includes(field.type);
  const layouts = ['epoch_seconds', 'epoch_millis'] as const;
  return (
    <div className="mapping-reads">
      <span className="mapping-samples">{view?.samples.slice(0, 3).join(' · ')}</span>
      {isTime(field) && (
        <Select
          size="small"
          aria-label={t('mapping.pattern', { field: of(field.title) })}
          value={origin.pattern ?? ''}
          popupMatchSelectWidth={false}
          options={[
            { value: '', label: t('mapping.pattern.usual') },
            ...kinds.layouts.map((value) => ({ value, label: value })),
            ...layouts.map((value) => ({ value, label: t(`mapping.pattern.${value}`) })),
          ]}
          onChange={(value) => onOrigin({ ...origin, pattern: value === '' ? null : value })}
        />
      )}
      {numeric && (
        <Checkbox
          checked={origin.decimalComma}
          onChange={(event) => onOrigin({ ...origin, decimalComma: event.target.checked })}
        >
          {t('mapping.comma')}
        </Checkbox>
      )}
      {field.type === 'INTEGER' && (
        <Checkbox checked={origin.round} onChange={(event) => onOrigin({ ...origin, round: event.target.checked })}>
          {t('mapping.round')}
        </Checkbox>
      )}
    </div>
  );
}
