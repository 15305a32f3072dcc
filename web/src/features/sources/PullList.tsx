import { Tooltip } from 'antd';

import { deletePulledSource, pausePulledSource, resumePulledSource, type PulledSource } from '@/api/pulls';
import type { Shop } from '@/api/shops';
import { momentText } from '@/lib/day';
import { count } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';

import { useReadingActions } from './sourceActions';
import { SourceTable, useSourceColumns } from './sourceColumns';
import { standingOfTable } from './standing';
import { StandingTag } from './StandingTag';

interface PullListProps {
  sources: readonly PulledSource[];
  shops: readonly Shop[];
  onEdit: (source: PulledSource) => void;
  onReplay: (source: PulledSource) => void;
  onRejected: (source: PulledSource) => void;
}

/** All tables that are read, with how far each is. */
export function PullList({ sources, shops, onEdit, onReplay, onRejected }: PullListProps) {
  const { t, language } = useTranslator();
  const columns = useSourceColumns<PulledSource>(shops);
  const actions = useReadingActions<PulledSource>({
    pause: pausePulledSource,
    resume: resumePulledSource,
    remove: deletePulledSource,
    onEdit,
    onReplay,
    question: ({ name, rejected }) => t('pulls.delete.confirm', { name, n: rejected }),
  });
  const reached = ({ reached: value, table }: PulledSource) => {
    if (value === null) {
      return t(table.mode === 'snapshot' ? 'pulls.reached.all' : 'sources.last.never');
    }
    return value.includes('Z') ? momentText(value) : value.replace('T', ' ');
  };
  return (
    <SourceTable
      sources={sources}
      columns={[
        columns.name(
          (source) => t(`pulls.kind.${source.kind}`),
          ({ table }) => <div className="source-hint">{`${table.host}:${table.port}/${table.table}`}</div>,
        ),
        columns.state((source) => {
          const standing = standingOfTable(source);
          return <StandingTag standing={standing} name={t(`pulls.state.${standing}`)} nextAt={source.nextAt} />;
        }),
        columns.last(t('pulls.last'), (source) => source.lastRoundAt),
        columns.lag(t('pulls.lag.hint')),
        {
          key: 'reached',
          title: <Tooltip title={t('pulls.reached.hint')}>{t('pulls.reached')}</Tooltip>,
          render: (_: unknown, source) => reached(source),
        },
        columns.figures('read', t('pulls.read'), (source) => count(source.readRows, language)),
        columns.changed((source) => <span data-testid="pull-changed">{count(source.changedFacts, language)}</span>),
        columns.rejected(onRejected),
        columns.error,
        columns.actions(actions),
      ]}
    />
  );
}
