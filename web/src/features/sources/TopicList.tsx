import { App, Table, Tag, Tooltip } from 'antd';

import type { Shop } from '@/api/shops';
import { deleteTopicSource, pauseTopicSource, resumeTopicSource, type TopicSource } from '@/api/topics';
import { momentText } from '@/lib/day';
import { count } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { useMay } from '@/ui/session';

import { useSourceColumns } from './sourceColumns';
import { useChange } from './sources';
import { topicStanding } from './topics';

interface TopicListProps {
  sources: readonly TopicSource[];
  shops: readonly Shop[];
  onEdit: (source: TopicSource) => void;
  onReplay: (source: TopicSource) => void;
  onRejected: (source: TopicSource) => void;
}

const COLORS = {
  paused: 'warning',
  failing: 'error',
  reading: 'processing',
  waiting: 'success',
  new: 'default',
} as const;

/** All topics that are read, with how far each is. */
export function TopicList({ sources, shops, onEdit, onReplay, onRejected }: TopicListProps) {
  const { t, language } = useTranslator();
  const columns = useSourceColumns<TopicSource>(shops);
  const { modal } = App.useApp();
  const mayChange = useMay('admin');
  const pause = useChange(pauseTopicSource);
  const resume = useChange(resumeTopicSource);
  const remove = useChange(deleteTopicSource);

  const askDelete = (source: TopicSource) =>
    modal.confirm({
      title: t('topics.delete.confirm', { name: source.name, n: source.rejected }),
      okText: t('sources.delete'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync(source.id).catch(() => undefined),
    });
  const actions = (source: TopicSource) => [
    source.state === 'active'
      ? { key: 'pause', label: t('sources.pause'), onClick: () => pause.mutate(source.id) }
      : { key: 'resume', label: t('sources.resume'), onClick: () => resume.mutate(source.id) },
    { key: 'replay', label: t('pulls.replay'), onClick: () => onReplay(source) },
    ...(mayChange
      ? [
          { key: 'edit', label: t('pulls.edit'), onClick: () => onEdit(source) },
          { key: 'delete', label: t('sources.delete'), danger: true, onClick: () => void askDelete(source) },
        ]
      : []),
  ];
  return (
    <Table<TopicSource>
      size="small"
      rowKey="id"
      dataSource={[...sources]}
      pagination={false}
      scroll={{ x: 'max-content' }}
      columns={[
        columns.name(
          (source) => source.place.topic,
          (source) => (
            <Tooltip title={t('topics.group', { group: source.group })}>
              <div className="source-hint">{source.place.servers}</div>
            </Tooltip>
          ),
        ),
        {
          key: 'state',
          title: t('sources.state'),
          render: (_: unknown, source) => {
            const how = topicStanding(source);
            return (
              <>
                <Tag color={COLORS[how]}>{t(`topics.state.${how}`)}</Tag>
                {how === 'failing' && (
                  <div className="source-hint">{t('pulls.next', { at: momentText(source.nextAt) })}</div>
                )}
              </>
            );
          },
        },
        {
          key: 'last',
          title: t('topics.last'),
          render: (_: unknown, source) =>
            source.lastMessageAt === null ? t('sources.last.never') : momentText(source.lastMessageAt),
        },
        {
          key: 'behind',
          title: <Tooltip title={t('topics.behind.hint')}>{t('topics.behind')}</Tooltip>,
          align: 'right',
          className: 'figures',
          render: (_: unknown, source) => (
            <Tooltip
              title={source.partitions
                .map((one) => t('topics.partition', { partition: one.partition, next: one.next, end: one.end }))
                .join('\n')}
              classNames={{ root: 'topic-partitions' }}
            >
              <span data-testid="topic-behind">{count(source.behind, language)}</span>
              {source.behindMillis !== null && (
                <div className="source-hint">{columns.duration(source.behindMillis)}</div>
              )}
            </Tooltip>
          ),
        },
        columns.lag(t('topics.lag.hint')),
        {
          key: 'read',
          title: t('topics.read'),
          align: 'right',
          className: 'figures',
          render: (_: unknown, source) => (
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
          ),
        },
        {
          key: 'changed',
          title: <Tooltip title={t('pulls.changed.hint')}>{t('pulls.changed')}</Tooltip>,
          align: 'right',
          className: 'figures',
          render: (_: unknown, source) => (
            <span data-testid="topic-changed">{count(source.changedFacts, language)}</span>
          ),
        },
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
