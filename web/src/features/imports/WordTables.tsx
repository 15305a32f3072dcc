import { Select } from 'antd';

import type { Draft, Origin, Preview, RowKind, KindField, RowKinds, Word } from '@/api/mapping';
import { count } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';

import { withField } from './mappingDraft';

interface WordTablesProps {
  draft: Draft;
  kind: RowKind;
  kinds: RowKinds;
  preview: Preview;
  onDraft: (draft: Draft) => void;
}

const REST = '*';

/** The words of the file, such as statuses, and what they are in ours. */
export function WordTables({ draft, kind, kinds, preview, onDraft }: WordTablesProps) {
  return (
    <>
      {kind.fields.map((field) => {
        const origin = draft.fields[field.name];
        const words = field.values === null ? undefined : kinds.vocabularies[field.values];
        return origin?.from === 'COLUMN' && words !== undefined ? (
          <WordTable
            key={field.name}
            field={field}
            origin={origin}
            words={words}
            given={preview.columns[(origin.column ?? 0) - 1]?.words ?? {}}
            onOrigin={(next) => onDraft(withField(draft, field.name, next))}
          />
        ) : null;
      })}
    </>
  );
}

interface WordTableProps {
  field: KindField;
  origin: Origin;
  words: readonly Word[];
  given: Record<string, number>;
  onOrigin: (origin: Origin) => void;
}

function WordTable({ field, origin, words, given, onOrigin }: WordTableProps) {
  const { t, of, language } = useTranslator();
  const values = origin.values ?? {};
  const choose = (word: string, ours: string | undefined) => {
    const others = Object.entries(values).filter(([known]) => known !== word);
    const next = Object.fromEntries(ours === undefined ? others : [...others, [word, ours]]);
    onOrigin({ ...origin, values: next });
  };
  const row = (word: string, title: string, n: number | null) => (
    <tr key={word}>
      <th scope="row">{title}</th>
      <td className="figures">{n === null ? '' : count(n, language)}</td>
      <td>
        <Select
          className="mapping-select"
          aria-label={t('mapping.words.of', { word: title })}
          allowClear
          value={values[word] ?? null}
          placeholder={t('mapping.words.open')}
          options={words.map((one) => ({ value: one.id, label: of(one.title) }))}
          onChange={(ours: string | undefined) => choose(word, ours)}
        />
      </td>
    </tr>
  );
  return (
    <table className="mapping-table mapping-words">
      <caption>{t('mapping.words', { field: of(field.title) })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('mapping.words.given')}</th>
          <th scope="col">{t('mapping.words.count')}</th>
          <th scope="col">{t('mapping.words.ours')}</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(given).map(([word, n]) => row(word, word, n))}
        {row(REST, t('mapping.words.rest'), null)}
      </tbody>
    </table>
  );
}
