import { useQuery } from '@tanstack/react-query';
import { Skeleton, Tag } from 'antd';
import { Link } from 'react-router';

import { readMetric } from '@/api/dictionary';
import { readQuality } from '@/api/quality';
import { momentText } from '@/lib/day';
import { useTranslator } from '@/lib/i18n/language';

import { useShops } from './answers';
import { Failure } from './Failure';
import { STATE_COLOUR, sourcesOf } from './metricSources';

interface MetricSourcesProps {
  metric: string;
  /** The shop in scope; all that the reader sees if there is none. */
  shop: string | undefined;
  /** Names only those that are not fine, and not many of them. */
  brief?: boolean;
}

const FRESH_MS = 60_000;
const MOST = 5;

/** The data that a metric stands on, source by source, and whether they are complete. */
export function MetricSources({ metric, shop, brief = false }: MetricSourcesProps) {
  const { t, of } = useTranslator();
  const shops = useShops();
  const detail = useQuery({
    queryKey: ['dictionary', 'metric', metric, shop],
    queryFn: ({ signal }) => readMetric(metric, shop, signal),
    staleTime: FRESH_MS,
  });
  const board = useQuery({
    queryKey: ['quality'],
    queryFn: ({ signal }) => readQuality(signal),
    staleTime: FRESH_MS,
  });
  const failure = detail.error ?? board.error ?? shops.error;
  if (failure !== null) {
    return (
      <Failure
        failure={failure}
        onRetry={() => {
          void detail.refetch();
          void board.refetch();
          void shops.refetch();
        }}
      />
    );
  }
  if (detail.data === undefined || board.data === undefined || shops.data === undefined) {
    return <Skeleton active title={false} paragraph={{ rows: 2 }} />;
  }
  if (board.data.asOf === null) {
    return <p className="metric-sources-none">{t('quality.metric.never')}</p>;
  }
  const known = shops.data;
  const sources = sourcesOf(
    detail.data.tables,
    board.data.checks,
    board.data.facts.map(({ id }) => id),
    shop,
  );
  // The worst come first, so that these are among the first ones.
  const poor = sources.filter(({ state }) => state === 'failing' || state === 'warning').length;
  const shown = brief ? sources.slice(0, Math.min(poor, MOST)) : sources;
  const left = sources.length - shown.length;
  return (
    <ul className="metric-sources">
      {shown.map(({ table, shop: id, source, state, recordedAt }) => (
        <li key={`${table.name} ${id} ${source}`}>
          {state === null ? (
            t('quality.metric.none', { fact: of(table.title) })
          ) : (
            <>
              <Tag color={STATE_COLOUR[state]}>{t(`quality.state.${state}`)}</Tag>
              {of(table.title)} · {known.find((one) => one.id === id)?.name ?? id} ·{' '}
              {source === '' ? t('quality.source.all') : source}
              {recordedAt !== null && (
                <span className="source-hint"> {t('quality.metric.last', { at: momentText(recordedAt) })}</span>
              )}
            </>
          )}
        </li>
      ))}
      {left > 0 && (
        <li className="source-hint">
          {poor > shown.length
            ? t('quality.metric.more', { n: left, poor: poor - shown.length })
            : t('quality.metric.rest', { n: left })}
        </li>
      )}
      <li>
        <Link to="/quality">{t('quality.metric.open')}</Link>
      </li>
    </ul>
  );
}
