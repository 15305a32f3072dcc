import { UndoOutlined } from '@ant-design/icons';
import { Button, InputNumber, Table, Tag, Tooltip } from 'antd';
import { useMemo, useState } from 'react';

import type { TargetYear } from '@/api/target';
import type { DayRange } from '@/lib/day';
import { exact, numberOf, type Figure, type FigureStyle } from '@/lib/figure';
import { useTranslator, type Translator } from '@/lib/i18n/language';
import { FigureButton } from '@/ui/FigureButton';
import { FigureText } from '@/ui/FigureText';
import { shareText } from '@/ui/targets';

import { openAt, shifted, treeOf, type TargetRow } from './tree';

interface TargetTableProps {
  year: TargetYear;
  style: FigureStyle;
  mayEdit: boolean;
  stale: boolean;
  /** A target for a period, or none to have it spread again. */
  onSet: (period: string, target: string | null) => void;
  /** What opens the rows behind the actual figure of some days, if they have any. */
  onRows: (range: DayRange) => (() => void) | undefined;
}

/** The year down to its days; a target is written where it stands. */
export function TargetTable({ year, style, mayEdit, stale, onSet, onRows }: TargetTableProps) {
  const translator = useTranslator();
  const { t, language } = translator;
  const rows = useMemo(() => treeOf(year.periods), [year.periods]);
  const [open, setOpen] = useState<readonly string[]>(() => openAt(year.periods, year.today));
  return (
    <Table<TargetRow>
      className={stale ? 'target-table stale' : 'target-table'}
      size="small"
      pagination={false}
      dataSource={rows}
      scroll={{ x: 'max-content' }}
      expandable={{
        expandedRowKeys: open,
        onExpandedRowsChange: (keys) => setOpen(keys.map(String)),
        indentSize: 18,
      }}
      columns={[
        {
          key: 'period',
          title: t('target.period'),
          render: (_: unknown, row) => <span className={`target-${row.kind}`}>{periodText(row, translator)}</span>,
        },
        {
          key: 'target',
          title: t('target.target'),
          align: 'right',
          render: (_: unknown, row) =>
            mayEdit ? (
              <TargetInput key={`${row.key} ${String(row.given)}`} row={row} style={style} onSet={onSet} />
            ) : (
              <FigureText value={row.target} style={style} />
            ),
        },
        {
          key: 'actual',
          title: t('target.actual'),
          align: 'right',
          className: 'figures',
          render: (_: unknown, row) => (
            <FigureButton onRows={numberOf(row.actual) === null ? undefined : onRows(row)}>
              <FigureText value={row.actual} style={style} />
            </FigureButton>
          ),
        },
        {
          key: 'attainment',
          title: t('target.attainment'),
          align: 'right',
          className: 'figures',
          render: (_: unknown, row) => (
            <span className="target-cell">
              {row.attainment !== null && (
                <span className="target-bar target-cell-bar" aria-hidden>
                  <i style={{ inlineSize: `${Math.min(1, row.attainment) * 100}%` }} />
                </span>
              )}
              {shareText(row.attainment, language)}
            </span>
          ),
        },
        {
          key: 'from',
          title: t('target.from'),
          render: (_: unknown, row) => <Origin row={row} mayEdit={mayEdit} onSet={onSet} />,
        },
      ]}
    />
  );
}

function Origin({ row, mayEdit, onSet }: { row: TargetRow } & Pick<TargetTableProps, 'mayEdit' | 'onSet'>) {
  const { t } = useTranslator();
  if (row.given === null || row.given === undefined) {
    return <span className="target-muted">{row.target === null ? '—' : t('target.spread')}</span>;
  }
  return (
    <span className="target-origin">
      <Tooltip title={t('target.given.by', { by: row.by ?? '', at: (row.at ?? '').slice(0, 10) })}>
        <Tag color="blue">{t('target.given')}</Tag>
      </Tooltip>
      {mayEdit && (
        <Button
          type="text"
          size="small"
          icon={<UndoOutlined />}
          aria-label={t('target.takeBack', { period: row.period })}
          title={t('target.takeBack', { period: row.period })}
          onClick={() => onSet(row.period, null)}
        />
      )}
    </span>
  );
}

interface TargetInputProps {
  row: TargetRow;
  style: FigureStyle;
  onSet: TargetTableProps['onSet'];
}

/** What is given stands in the field, what is spread behind it; leaving the field keeps a change, and an emptied one has the period spread again. */
function TargetInput({ row, style, onSet }: TargetInputProps) {
  const { t } = useTranslator();
  const rate = style.unit === 'rate';
  const given = row.given === null || row.given === undefined ? null : inward(row.given, rate);
  const [typed, setTyped] = useState<string | null>(given);
  const keep = () => {
    const clean = typed === null || typed === '' ? null : typed;
    if (clean !== given) {
      onSet(row.period, clean === null ? null : rate ? shifted(clean, -2) : clean);
    }
  };
  return (
    <InputNumber<string>
      className="target-input"
      aria-label={t('target.of', { period: row.period })}
      stringMode
      controls={false}
      min="0"
      variant={row.kind === 'day' ? 'borderless' : 'outlined'}
      precision={style.unit === 'count' ? 0 : rate ? 4 : 2}
      {...(rate ? { suffix: '%' } : {})}
      placeholder={numberOf(row.target) === null ? '' : exact(row.target, style)}
      formatter={(value, { userTyping, input }) => (userTyping ? input : grouped(value, rate))}
      parser={(text) => (text ?? '').replaceAll(',', '')}
      value={typed}
      onChange={(value) => setTyped(value)}
      onBlur={keep}
      onPressEnter={({ target }) => {
        if (target instanceof HTMLElement) {
          target.blur();
        }
      }}
    />
  );
}

function inward(given: Figure, rate: boolean): string {
  const text = plain(given);
  return rate ? shifted(text, 2) : text;
}

/** As the field writes numbers: without zeros at the end. */
function plain(figure: Figure): string {
  const text = typeof figure === 'number' ? figure.toFixed(6) : (figure ?? '');
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function grouped(value: string | number | undefined, rate: boolean): string {
  const text = plain(value);
  const [whole = '', part] = text.split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, rate ? '' : ',') + (part === undefined ? '' : `.${part}`);
}

/** 2026, Q1, 3月, 3月5日 周四. */
export function periodText(
  { kind, from, period }: Pick<TargetRow, 'kind' | 'from' | 'period'>,
  { language }: Translator,
) {
  const day = new Date(`${from}T00:00:00Z`);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(day);
  switch (kind) {
    case 'year':
      return period;
    case 'quarter':
      return period.slice(5);
    case 'month':
      return format({ month: 'short' });
    case 'day':
      return format({ month: 'numeric', day: 'numeric', weekday: 'short' });
  }
}
