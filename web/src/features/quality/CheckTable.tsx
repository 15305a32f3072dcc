import { Button, Table, Tag } from 'antd';
import { useState } from 'react';

import type { QualityBoard, QualityCheck } from '@/api/quality';
import type { Shop } from '@/api/shops';
import { momentText } from '@/lib/day';
import { useTranslator } from '@/lib/i18n/language';
import { STATE_COLOUR } from '@/ui/metricSources';

import { linesOf, type Line } from './quality';
import { sentenceOf, subjectOf } from './sentence';

const PAGE = 50;

interface CheckTableProps {
  board: QualityBoard;
  checks: readonly QualityCheck[];
  shops: readonly Shop[];
  onOpen: (check: QualityCheck) => void;
}

/** The checks, source by source, each in a sentence. */
export function CheckTable({ board, checks, shops, onOpen }: CheckTableProps) {
  const translator = useTranslator();
  const { t, of } = translator;
  const [page, setPage] = useState(1);
  const shown = Math.min(page, Math.max(1, Math.ceil(checks.length / PAGE)));
  const lines = linesOf(checks.slice((shown - 1) * PAGE, shown * PAGE));
  const shopOf = (check: QualityCheck) => shops.find(({ id }) => id === check.shop);
  const titleOf = (check: QualityCheck) => {
    const rule = board.rules.find(({ id }) => id === check.rule);
    return rule === undefined ? check.rule : of(rule.title);
  };
  return (
    <Table<Line>
      size="small"
      className="quality-table"
      rowKey={({ check }) => check.key}
      dataSource={lines}
      scroll={{ x: 'max-content' }}
      pagination={
        checks.length > PAGE
          ? { current: shown, pageSize: PAGE, total: checks.length, showSizeChanger: false, onChange: setPage }
          : false
      }
      columns={[
        {
          key: 'source',
          title: t('quality.column.source'),
          className: 'quality-source',
          onCell: ({ span }) => ({ rowSpan: span }),
          render: (_: unknown, { check }) => (
            <>
              <strong>{shopOf(check)?.name ?? check.shop}</strong>
              <div className="source-hint">{check.source === '' ? t('quality.source.all') : check.source}</div>
            </>
          ),
        },
        {
          key: 'state',
          title: t('quality.column.state'),
          render: (_: unknown, { check }) => (
            <Tag color={STATE_COLOUR[check.state]} data-testid="quality-state">
              {t(`quality.state.${check.state}`)}
            </Tag>
          ),
        },
        {
          key: 'rule',
          title: t('quality.column.rule'),
          render: (_: unknown, { check }) => titleOf(check),
        },
        {
          key: 'fact',
          title: t('quality.column.fact'),
          className: 'quality-fact',
          render: (_: unknown, { check }) => subjectOf(check, board, translator),
        },
        {
          key: 'found',
          title: t('quality.column.found'),
          className: 'quality-found',
          render: (_: unknown, { check }) => {
            const { found, todo } = sentenceOf(check, board, shopOf(check)?.currency, translator);
            return (
              <>
                {found}
                {todo !== '' && <div className="source-hint">{todo}</div>}
              </>
            );
          },
        },
        {
          key: 'since',
          title: t('quality.column.since'),
          className: 'figures',
          render: (_: unknown, { check }) => momentText(check.since),
        },
        {
          key: 'actions',
          title: t('quality.column.actions'),
          className: 'actions-cell',
          render: (_: unknown, { check }) => (
            <Button
              type="link"
              size="small"
              aria-label={t('quality.open.of', { rule: titleOf(check), fact: subjectOf(check, board, translator) })}
              onClick={() => onOpen(check)}
            >
              {t('quality.open')}
            </Button>
          ),
        },
      ]}
    />
  );
}
