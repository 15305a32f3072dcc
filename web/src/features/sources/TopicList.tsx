import { Tooltip } from 'antd';

import type { Shop } from '@/api/shops';
import { deleteTopicSource, pauseTopicSource, resumeTopicSource, type TopicSource } from '@/api/topics';
import { count } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';

import { useReadingActions } from './sourceActions';
import { SourceTable, useSourceColumns } from './sourceColumns';
import { standingOfTopic } from './standing';
import { StandingTag } from './StandingTag';

interface TopicListProps {
  sources: readonly TopicSource[];
  shops: readonly Shop[];
  onEdit: (source: TopicSource) => void;
  onReplay: (source: TopicSource) => void;
  onRejected: (source: TopicSource) => void;
}

/** All topics that are read, with how far each is. */
export function TopicList({ sources, shops, onEdit, onReplay, onRejected }: TopicListProps) {
  const { t, language } = useTranslator();
  const columns = useSourceColumns<TopicSource>(shops);
  const actions = useReadingActions<TopicSource>({
    pause: pauseTopicSource,
    resume: resumeTopicSource,
    remove: deleteTopicSource,
    onEdit,
    onReplay,
    question: ({ name, rejected }) => t('topics.delete.confirm', { name, n: rejected }),
  });
  return (
    <SourceTable
      sources={sources}
      columns={[
        columns.name(
          (source) => source.place.topic,
          (source) => (
            <Tooltip title={t('topics.group', { group: source.group })}>
              <div className="source-hint">{source.place.servers}</div>
            </Tooltip>
          ),
        ),
        columns.state((source) => {
          const standing = standingOfTopic(source);
          return <StandingTag standing={standing} name={t(`topics.state.${standing}`)} nextAt={source.nextAt} />;
        }),
        columns.last(t('topics.last'), (source) => source.lastMessageAt),
        columns.figures('behind', <Tooltip title={t('topics.behind.hint')}>{t('topics.behind')}</Tooltip>, (source) => (
          <Tooltip
            title={source.partitions
              .map((one) => t('topics.partition', { partition: one.partition, next: one.next, end: one.end }))
              .join('\n')}
            classNames={{ root: 'topic-partitions' }}
          >
            <span data-testid="topic-behind">{count(source.behind, language)}</span>
            {source.behindMillis !== null && <div className="source-hint">{columns.duration(source.behindMillis)}</div>}
          </Tooltip>
        )),
        columns.lag(t('topics.lag.hint')),
        columns.figures('read', t('topics.read'), (source) => (
          <>
            {count(source.readMessages, language)}
            {(source.late > 0 || source.tombstones > 0) && (
              <div className="source-hint">
                {t('topics.read.beside', {
                  late: count(source.late, language),
                  tombstones: count(source.tombstones, language),
                })}
              </div>
            )}
          </>
        )),
        columns.changed((source) => <span data-testid="topic-changed">{count(source.changedFacts, language)}</span>),
        columns.rejected(onRejected, (source) => (
          <>
            {source.unkept > 0 && (
              <div className="source-hint">{t('topics.unkept', { n: count(source.unkept, language) })}</div>
            )}
            {source.missed > 0 && (
              <div className="source-hint">{t('topics.missed', { n: count(source.missed, language) })}</div>
            )}
          </>
        )),
        columns.error,
        columns.actions(actions),
      ]}
    />
  );
}
