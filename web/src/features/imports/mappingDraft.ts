import type { ColumnView, Draft, From, Origin, Preview, RowKind, KindField } from '@/api/mapping';

/** An origin that says nothing but where a value comes from. */
export const originOf = (from: From): Origin => ({
  from,
  column: null,
  value: null,
  pattern: null,
  decimalComma: false,
  round: false,
  values: null,
});

/** A column as the origin of a field, read as its values look. */
export function columnOrigin(field: KindField, column: number, view: ColumnView | undefined): Origin {
  const numeric = ['AMOUNT', 'NUMBER', 'INTEGER'].includes(field.type);
  return {
    ...originOf('COLUMN'),
    column,
    pattern: field.type === 'TIME' || field.type === 'DAY' ? (view?.pattern ?? null) : null,
    decimalComma: numeric && view?.decimalComma === true,
    round: field.type === 'INTEGER' && view?.kind === 'number',
    values: field.values === null ? null : {},
  };
}

/** The draft with another origin of a field, or none. */
export function withField(draft: Draft, name: string, origin: Origin | null): Draft {
  const others = Object.entries(draft.fields).filter(([known]) => known !== name);
  const fields = Object.fromEntries(origin === null ? others : [...others, [name, origin]]);
  return { ...draft, fields };
}

/** The needed fields of which nothing says where they are. */
export function missingFields(draft: Draft, kind: RowKind): KindField[] {
  const counted = kind.table === 'order_line' && 'list_price' in draft.fields;
  return kind.fields.filter(
    (field) => field.needed && !(field.name in draft.fields) && !(counted && field.name === 'order_amount'),
  );
}

/** What was suggested for another kind of rows, under the name and the settings that were chosen. */
export function draftFor(preview: Preview, kind: string, before: Draft): Draft {
  const suggested = preview.drafts.find((one) => one.draft.kind === kind)?.draft ?? before;
  return { ...suggested, name: before.name, zone: before.zone, currency: before.currency, skips: before.skips };
}

/** A column by its header, or by its place. */
export const columnTitle = (view: ColumnView | undefined, place: string) =>
  view === undefined || view.header === '' ? place : view.header;
