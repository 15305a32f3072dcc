import { Form, Input } from 'antd';

import type { QuarantineRow } from '@/api/imports';

interface MendRowProps {
  row: QuarantineRow;
  columns: readonly string[];
  /** As they are mended so far. */
  cells: readonly string[];
  onChange: (cells: string[]) => void;
}

/** The cells of a rejected row, in the columns of its own file. */
export function MendRow({ row, columns, cells, onChange }: MendRowProps) {
  const wrong = row.reason.arguments['column'];
  return (
    <Form layout="vertical" component="div" className="mend-row">
      {columns.map((column, i) => {
        const id = `mend-${row.row}-${i}`;
        return (
          // Columns have no other identity than their place: a file may have two of one name.
          <Form.Item
            key={id}
            label={column.trim()}
            htmlFor={id}
            {...(wrong === column && cells[i] === row.cells[i] && { validateStatus: 'error' })}
          >
            <Input
              id={id}
              value={cells[i] ?? ''}
              maxLength={10_000}
              onChange={(event) => onChange(cells.map((cell, at) => (at === i ? event.target.value : cell)))}
            />
          </Form.Item>
        );
      })}
    </Form>
  );
}
