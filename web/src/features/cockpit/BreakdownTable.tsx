import { Table, type TableProps } from 'antd';

import type { Metric } from '@/api/dictionary';
import { changeOf, figure, type Row } from '@/api/metric';
import { exact, numberOf, type FigureStyle } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { ChangeMark } from '@/ui/ChangeMark';
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
  titleOf: (dimension: string, value: unknown) => string;
  onDrill: (row: Row) => void;
  onSort: (order: string, ascending: boolean) => void;
}

/** One row a value of the dimension. The server has sorted downwards by the main column. */
export function BreakdownTable(props: BreakdownTableProps) {
  const { rows, by, dimensionTitle, columns, main, ordered, all, currency, titleOf, onDrill, onSort } = props;
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
          const value = figure(row, metric.id);
          const share = largest === 0 ? 0 : Math.abs(numberOf(value) ?? 0) / largest;
          return (
            <div className="figure-cell">
              {isMain && (
                <span className="figure-bar" style={{ inlineSize: `${(share * 100).toFixed(1)}%` }} aria-hidden />
              )}
              <span className="figure-value">{exact(value, style)}</span>
              <span className="figure-change">
                <ChangeMark change={changeOf(row, metric.id)} direction={metric.direction} />
              </span>
            </div>
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
