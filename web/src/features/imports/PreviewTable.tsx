import { Form, Select, Table } from 'antd';

import type { Preview, Reading } from '@/api/mapping';
import { count } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';

import { columnTitle } from './mappingDraft';

interface PreviewTableProps {
  preview: Preview;
  encodings: readonly string[];
  onReading: (reading: Reading) => void;
}

const DELIMITERS = [
  [',', 'mapping.delimiter.,'],
  [';', 'mapping.delimiter.;'],
  ['\t', 'mapping.delimiter.tab'],
  ['|', 'mapping.delimiter.|'],
  [' ', 'mapping.delimiter.blank'],
] as const;
const HEADER_ROWS = 10;

/** The first rows of a file, and how it is read. */
export function PreviewTable({ preview, encodings, onReading }: PreviewTableProps) {
  const { t, language } = useTranslator();
  const { reading } = preview;
  const changed = (part: Partial<Reading>) => onReading({ ...reading, ...part });
  const width = Math.max(preview.columns.length, ...preview.rows.map((row) => row.length));
  const headers = [...Array(Math.max(HEADER_ROWS, reading.headerRow ?? 0)).keys()].map((row) => row + 1);
  return (
    <>
      <div className="mapping-reading">
        {reading.delimiter !== null && (
          <Form.Item label={t('mapping.delimiter')} htmlFor="mapping-delimiter">
            <Select
              id="mapping-delimiter"
              value={reading.delimiter}
              options={DELIMITERS.map(([value, key]) => ({ value, label: t(key) }))}
              onChange={(delimiter) => changed({ delimiter, headerRow: null })}
            />
          </Form.Item>
        )}
        {reading.encoding !== null && (
          <Form.Item label={t('mapping.encoding')} htmlFor="mapping-encoding">
            <Select
              id="mapping-encoding"
              value={reading.encoding}
              options={encodings.map((value) => ({ value, label: value }))}
              onChange={(encoding) => changed({ encoding, headerRow: null })}
            />
          </Form.Item>
        )}
        {preview.sheets.length > 0 && (
          <Form.Item label={t('mapping.sheet')} htmlFor="mapping-sheet">
            <Select
              id="mapping-sheet"
              value={reading.sheet}
              options={preview.sheets.map((value) => ({ value, label: value }))}
              onChange={(sheet) => changed({ sheet, headerRow: null })}
            />
          </Form.Item>
        )}
        <Form.Item label={t('mapping.header')} htmlFor="mapping-header">
          <Select
            id="mapping-header"
            value={reading.headerRow ?? 0}
            options={[
              { value: 0, label: t('mapping.header.none') },
              ...headers.map((value) => ({ value, label: t('mapping.header.row', { n: value }) })),
            ]}
            onChange={(headerRow) => changed({ headerRow })}
          />
        </Form.Item>
      </div>
      <p className="muted">
        {t(preview.complete ? 'mapping.preview.read' : 'mapping.preview.readSome', {
          n: count(preview.read, language),
          shown: preview.rows.length,
        })}
      </p>
      <Table<{ key: number; cells: string[] }>
        size="small"
        className="mapping-preview"
        dataSource={preview.rows.map((cells, key) => ({ key, cells }))}
        scroll={{ x: 'max-content', y: 260 }}
        pagination={false}
        columns={[...Array(width).keys()].map((at) => ({
          key: at,
          title: columnTitle(preview.columns[at], t('mapping.column', { n: at + 1 })),
          render: (_: unknown, row) => row.cells[at] ?? '',
        }))}
      />
    </>
  );
}
