import { DownloadOutlined, FileExcelOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Drawer, Empty, Segmented, Skeleton, Table, Tag, type TableProps } from 'antd';
import { useState } from 'react';

import type { Dictionary } from '@/api/dictionary';
import { download } from '@/api/http';
import type { Row } from '@/api/metric';
import { MOST_BEFORE, readRows, rowsFile, type RowColumn, type RowPart, type RowsPage } from '@/api/rows';
import { momentText } from '@/lib/day';
import { exact, type FigureStyle } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { saveFile } from '@/lib/save';

import { useDictionary, useShops } from './answers';
import { Failure } from './Failure';
import { failureText } from './failureText';
import { useRows } from './rows';
import { RowsFormula, styleOf } from './RowsFormula';
import { useMay } from './session';
import './rows.css';

const FEW = 50;
const WIDTH = 1120;
const LEFT: ReadonlySet<RowColumn['kind']> = new Set(['TEXT', 'DAY', 'MOMENT']);

/** The rows behind the figure that the address names; nothing is shown where it names none. */
export function RowsDrawer() {
  const { figure, close } = useRows();
  return figure === null ? null : <Opened figure={figure} onClose={close} />;
}

function Opened({ figure, onClose }: { figure: string; onClose: () => void }) {
  const { t, of } = useTranslator();
  const query = new URLSearchParams(figure);
  const dictionary = useDictionary(query.get('shop') ?? undefined).data;
  const id = query.get('metric') ?? '';
  const metric = dictionary?.metrics.find((one) => one.id === id);
  return (
    <Drawer
      open
      size={Math.min(WIDTH, window.innerWidth)}
      className="rows-drawer"
      title={t('rows.title', { metric: metric === undefined ? id : of(metric.title) })}
      onClose={onClose}
      extra={<RowsFiles figure={figure} />}
    >
      {/* Another figure begins with its first part and page. */}
      <Rows key={figure} figure={figure} dictionary={dictionary} />
    </Drawer>
  );
}

function Rows({ figure, dictionary }: { figure: string; dictionary: Dictionary | undefined }) {
  const { t, of, language } = useTranslator();
  const [part, setPart] = useState(0);
  const [page, setPage] = useState({ offset: 0, limit: FEW });
  const answer = useQuery({
    queryKey: ['rows', figure, part, page],
    queryFn: ({ signal }) => readRows(figure, { part, ...page }, signal),
    placeholderData: keepPreviousData,
  });
  const data = answer.data;
  if (answer.error !== null) {
    return <Failure failure={answer.error} onRetry={() => void answer.refetch()} />;
  }
  if (data === undefined) {
    return <Skeleton active paragraph={{ rows: 8 }} />;
  }
  const shown = data.figure.parts[data.part];
  const count = (value: number) => exact(value, { unit: 'count', language });
  return (
    <div className={answer.isPlaceholderData ? 'rows stale' : 'rows'}>
      <Words figure={figure} page={data} dictionary={dictionary} />
      <RowsFormula figure={data.figure} />
      {data.figure.unknown && <Alert type="warning" showIcon title={t('rows.unknown')} />}
      {data.masked && <p className="rows-note">{t('rows.masked')}</p>}
      {data.figure.parts.length > 1 && (
        <Segmented
          className="rows-parts"
          aria-label={t('rows.parts')}
          value={part}
          options={data.figure.parts.map((one, index) => ({
            value: index,
            label: `${titleOf(one, of, t('rows.whole'))} · ${count(one.rows)}`,
          }))}
          onChange={(index) => {
            setPart(index);
            setPage({ ...page, offset: 0 });
          }}
        />
      )}
      {shown?.rows === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('rows.none')} />
      ) : (
        shown !== undefined && (
          <RowsTable
            page={data}
            part={shown}
            dictionary={dictionary}
            limit={page.limit}
            onPage={(number, limit) => setPage({ offset: (number - 1) * limit, limit })}
          />
        )
      )}
      {shown?.rows !== undefined && shown.rows > MOST_BEFORE && (
        <p className="rows-note">{t('rows.paged', { n: count(MOST_BEFORE) })}</p>
      )}
    </div>
  );
}

function titleOf(part: RowPart, of: (title: RowPart['title']) => string, whole: string): string {
  return part.whole ? `${whole} ${of(part.title)}` : of(part.title);
}

/** The question in words: days, shop, filters and the figure's own place. */
function Words({ figure, page, dictionary }: { figure: string; page: RowsPage; dictionary: Dictionary | undefined }) {
  const { t, of } = useTranslator();
  const shops = useShops().data ?? [];
  const query = new URLSearchParams(figure);
  const { from, to } = page.figure.range;
  const named = query.getAll('shop').map((id) => shops.find((shop) => shop.id === id)?.name ?? id);
  const condition = (text: string) => {
    const at = text.indexOf('=');
    const id = text.slice(0, at);
    const value = text.slice(at + 1);
    const dimension = dictionary?.dimensions.find((one) => one.id === id);
    const title = page.labels[id]?.[value] ?? dimension?.values[value];
    const words = value === '' ? t('cockpit.breakdown.unknown') : title === undefined ? value : of(title);
    return `${dimension === undefined ? id : of(dimension.title)}: ${words}`;
  };
  const period = query.get('period');
  const beyond = query.get('beyond');
  const asOf = query.get('as-of');
  return (
    <p className="rows-words">
      <Tag>{from === to ? from : `${from} – ${to}`}</Tag>
      <Tag>{named.length === 0 ? t('cockpit.shop.all') : named.join(', ')}</Tag>
      {period !== null && period !== from && <Tag>{period.replace('T', ' ')}</Tag>}
      {asOf !== null && <Tag color="gold">{t('asOf.known', { moment: momentText(asOf) })}</Tag>}
      {query.get('side') === 'base' && <Tag color="gold">{t('rows.base')}</Tag>}
      {[...query.getAll('where'), ...query.getAll('cell')].map((text) => (
        <Tag key={text} color="blue">
          {condition(text)}
        </Tag>
      ))}
      {query.has('each') && <Tag color="gold">{t('rows.eachDay')}</Tag>}
      {beyond !== null && <Tag color="blue">{t('rows.beyond', { n: beyond })}</Tag>}
    </p>
  );
}

/** Two rows may be alike, so that only their place tells them apart. */
interface Line {
  number: number;
  row: Row;
}

interface RowsTableProps {
  page: RowsPage;
  part: RowPart;
  dictionary: Dictionary | undefined;
  limit: number;
  onPage: (page: number, limit: number) => void;
}

function RowsTable({ page, part, dictionary, limit, onPage }: RowsTableProps) {
  const { t, of, language } = useTranslator();
  const empty = (column: RowColumn) => page.rows.every((row) => row[column.id] === null || row[column.id] === '');
  // What no row on the page has takes no place; what the rows bring always stands there.
  // Where there is room for the facts beside them, what the rows bring stays in sight.
  const brought = part.columns.filter((column) => column.brings).length;
  const inSight = brought === 1 || (brought <= 3 && window.innerWidth >= WIDTH);
  const columns: NonNullable<TableProps<Line>['columns']> = part.columns
    .filter((column) => column.brings || !empty(column))
    .map((column) => ({
      key: column.id,
      title: of(column.title),
      ...(LEFT.has(column.kind) ? {} : { align: 'right' as const }),
      className: column.brings ? 'rows-brings' : 'rows-has',
      ...(column.brings && inSight ? { fixed: 'right' as const } : {}),
      render: (_: unknown, { row }: Line) => {
        const style: FigureStyle = { ...styleOf(column, page.figure), language };
        return <Cell value={row[column.id]} column={column} page={page} dictionary={dictionary} style={style} />;
      },
    }));
  return (
    <Table<Line>
      className="rows-table"
      size="small"
      rowKey="number"
      dataSource={page.rows.map((row, index) => ({ number: page.offset + index, row }))}
      columns={columns}
      scroll={{ x: 'max-content' }}
      pagination={{
        current: Math.floor(page.offset / limit) + 1,
        pageSize: limit,
        total: Math.min(part.rows, MOST_BEFORE + limit),
        pageSizeOptions: [20, 50, 200, 500],
        showSizeChanger: true,
        showTotal: () => t('rows.count', { n: exact(part.rows, { unit: 'count', language }) }),
        onChange: onPage,
      }}
    />
  );
}

interface CellProps {
  value: Row[string] | undefined;
  column: RowColumn;
  page: RowsPage;
  dictionary: Dictionary | undefined;
  style: FigureStyle;
}

function Cell({ value, column, page, dictionary, style }: CellProps) {
  const { of } = useTranslator();
  if (value === null || value === undefined || value === '') {
    return <span className="rows-nothing">–</span>;
  }
  const text = String(value);
  switch (column.kind) {
    case 'AMOUNT':
    case 'NUMBER':
    case 'COUNT':
      return exact(text, style);
    case 'MOMENT':
      return text.replace('T', ' ');
    case 'DAY':
      return text;
    case 'TEXT': {
      const id = column.dimension;
      const known = id === null ? undefined : dictionary?.dimensions.find((one) => one.id === id)?.values[text];
      const label = (id === null ? undefined : page.labels[id]?.[text]) ?? known;
      const words = label === undefined ? text : of(label);
      return (
        <span className="rows-text" title={words === text ? text : `${words} (${text})`}>
          {words}
        </span>
      );
    }
  }
}

/** All rows as files, for those who may have them. */
function RowsFiles({ figure }: { figure: string }) {
  const translator = useTranslator();
  const { t, language } = translator;
  const { message } = App.useApp();
  const mayExport = useMay('analyst');
  const [busy, setBusy] = useState<'csv' | 'xlsx' | null>(null);
  if (!mayExport) {
    return null;
  }
  const fetchFile = async (format: 'csv' | 'xlsx') => {
    setBusy(format);
    try {
      const file = await download(rowsFile(figure, format, language), `quanjing-rows.${format}`);
      saveFile(file.content, file.name);
      message.success(t('cockpit.breakdown.exported', { file: file.name }));
    } catch (failure) {
      message.error(failureText(failure, translator));
    } finally {
      setBusy(null);
    }
  };
  return (
    <div className="rows-files">
      <Button
        size="small"
        icon={<DownloadOutlined />}
        aria-label={t('cockpit.breakdown.export')}
        loading={busy === 'csv'}
        onClick={() => void fetchFile('csv')}
      >
        CSV
      </Button>
      <Button
        size="small"
        icon={<FileExcelOutlined />}
        aria-label={t('cockpit.breakdown.exportXlsx')}
        loading={busy === 'xlsx'}
        onClick={() => void fetchFile('xlsx')}
      >
        Excel
      </Button>
    </div>
  );
}
