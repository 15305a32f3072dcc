import { Table, type TableProps } from 'antd';

import type { Metric } from '@/api/dictionary';
import { changeOf, figure, type Row, type Whole } from '@/api/metric';
import { numberOf, type FigureStyle } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { ChangeMark } from '@/ui/ChangeMark';
import { FigureButton } from '@/ui/FigureButton';
import { FigureText } from '@/ui/FigureText';
import { useSurroundings } from '@/ui/surroundings';

import { arranged } from './drill';

interface BreakdownTableProps {
  rows: readonly Row[];
  by: string;
  dimensionTitle: string;
  columns: readonly Metric[];
  /** The column that the rows are sorted by; it also shows share and change. */
  main: Metric;
  /** Whether the dimension keeps its own order. */
  ordered: boolean;
  ascending: boolean;
  /** Whether these are all rows, and not the largest ones alone. */
  all: boolean;
  currency: string | null;
  /** What is beside the rows; null while only some of them are shown. */
  whole: Whole | null;
  titleOf: (dimension: string, value: unknown) => string;
  onDrill: (row: Row) => void;
  onSort: (order: string, ascending: boolean) => void;
  /** Opens the rows behind a figure of a row, of the rest or of the total. */
  onRows: (metric: string, place: Row | 'rest' | 'total') => void;
}

/** One row a value of the dimension. The server has sorted downwards by the main column. */
export function BreakdownTable(props: BreakdownTableProps) {
  const { rows, by, dimensionTitle, columns, main, ordered, all, currency, whole, titleOf, onDrill, onSort, onRows } =
    props;
  const { t, of, language } = useTranslator();
  const { scale } = useSurroundings();
  const largest = Math.max(0, ...rows.map((row) => Math.abs(numberOf(figure(row, main.id)) ?? 0)));
  const ascending = props.ascending && all;
  const sorted = arranged(rows, ascending && !ordered, all);

  const directions: ('descend' | 'ascend')[] = all ? ['descend', 'ascend', 'descend'] : ['descend', 'descend'];

  const tableColumns: TableProps<Row>['columns'] = [
    {
      key: by,
      title: dimensionTitle,
      fixed: 'left',
      className: 'name-cell',
      render: (_: unknown, row: Row) => {
        const title = titleOf(by, row[by]);
        return row[by] === null || row[by] === undefined ? (
          <span className="unknown">{title}</span>
        ) : (
          <button
            type="button"
            className="link-button"
            title={title}
            aria-label={t('cockpit.breakdown.drill', { value: title })}
            onClick={(event) => {
              event.stopPropagation();
              onDrill(row);
            }}
          >
            {title}
          </button>
        );
      },
    },
    ...columns.map((metric) => {
      const style: FigureStyle = { unit: metric.unit, currency, language };
      const isMain = metric.id === main.id;
      return {
        key: metric.id,
        title: of(metric.title),
        align: 'right' as const,
        className: 'figures',
        sorter: !ordered,
        sortOrder: isMain && !ordered ? (ascending ? ('ascend' as const) : ('descend' as const)) : null,
        sortDirections: directions,
        showSorterTooltip: false,
        render: (_: unknown, row: Row) => {
          const share = largest === 0 ? 0 : Math.abs(numberOf(figure(row, metric.id)) ?? 0) / largest;
          return (
            <FigureCell
              row={row}
              metric={metric}
              style={style}
              share={isMain ? share : null}
              onRows={() => onRows(metric.id, row)}
            />
          );
        },
      };
    }),
  ];

  return (
    <Table<Row>
      className="breakdown-table"
      size="small"
      pagination={false}
      scroll={{ x: 'max-content', y: 420 * scale }}
      rowKey={(row) => JSON.stringify(row[by])}
      rowClassName="clickable"
      dataSource={sorted}
      columns={tableColumns}
      summary={() =>
        whole !== null && (
          <Table.Summary fixed="bottom">
            {whole.rest !== null && (
              <SummaryRow
                title={t('cockpit.breakdown.rest', { n: whole.others })}
                row={whole.rest}
                columns={columns}
                currency={currency}
                onRows={(metric) => onRows(metric, 'rest')}
              />
            )}
            <SummaryRow
              title={t('cockpit.breakdown.total')}
              row={whole.total}
              columns={columns}
              currency={currency}
              onRows={(metric) => onRows(metric, 'total')}
            />
          </Table.Summary>
        )
      }
      onRow={(row) => ({ onClick: () => onDrill(row) })}
      onChange={(_pagination, _filters, sorter) => {
        const chosen = Array.isArray(sorter) ? sorter[0] : sorter;
        if (chosen?.columnKey !== undefined) {
          onSort(String(chosen.columnKey), chosen.order === 'ascend');
        }
      }}
    />
  );
}

interface FigureCellProps {
  row: Row;
  metric: Metric;
  style: FigureStyle;
  /** How long the bar behind the figure is, from 0 to 1; null for none. */
  share: number | null;
  onRows: () => void;
}

function FigureCell({ row, metric, style, share, onRows }: FigureCellProps) {
  const value = figure(row, metric.id);
  return (
    <div className="figure-cell">
      {share !== null && (
        <span className="figure-bar" style={{ inlineSize: `${(share * 100).toFixed(1)}%` }} aria-hidden />
      )}
      <span className="figure-value">
        <FigureButton onRows={value === null || value === undefined ? undefined : onRows}>
          <FigureText value={value} style={style} />
        </FigureButton>
      </span>
      <span className="figure-change">
        <ChangeMark
          change={changeOf(row, metric.id)}
          direction={metric.direction}
          rate={{ unit: metric.unit, value, base: figure(row, `${metric.id}_base`) }}
        />
      </span>
    </div>
  );
}

interface SummaryRowProps {
  title: string;
  row: Row;
  columns: readonly Metric[];
  currency: string | null;
  onRows: (metric: string) => void;
}

/** The rest or the total: no value of the dimension, so there is nothing to go into. */
function SummaryRow({ title, row, columns, currency, onRows }: SummaryRowProps) {
  const { language } = useTranslator();
  return (
    <Table.Summary.Row className="summary-row">
      <Table.Summary.Cell index={0} className="name-cell">
        {title}
      </Table.Summary.Cell>
      {columns.map((metric, index) => (
        <Table.Summary.Cell key={metric.id} index={index + 1} align="right" className="figures">
          <FigureCell
            row={row}
            metric={metric}
            style={{ unit: metric.unit, currency, language }}
            share={null}
            onRows={() => onRows(metric.id)}
          />
        </Table.Summary.Cell>
      ))}
    </Table.Summary.Row>
  );
}
