import { Button, Skeleton } from 'antd';
import { useState } from 'react';

import type { Shop } from '@/api/shops';
import {
  dropRejectedTopicMessages,
  listRejectedTopicMessages,
  readRejectedTopicMessage,
  retryRejectedTopicMessages,
  type TopicSource,
} from '@/api/topics';
import { useTranslator, type Translator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';
import { Panel } from '@/ui/Panel';
import { useMay } from '@/ui/session';

import { RejectedDrawer } from './RejectedDrawer';
import type { KeptOf } from './sources';
import { TopicDialog } from './TopicDialog';
import { TopicList } from './TopicList';
import { TopicReplayDialog } from './TopicReplayDialog';
import { useTopicSources } from './topics';

type Open = 'edit' | 'replay' | 'rejected';

/** Kafka topics that are read all the time. */
export function ReadTopics({ shops }: { shops: readonly Shop[] }) {
  const { t } = useTranslator();
  const mayMake = useMay('admin');
  const sources = useTopicSources();
  const [adding, setAdding] = useState(false);
  const [open, setOpen] = useState<{ what: Open; id: string } | null>(null);
  const opened = sources.data?.find((source) => source.id === open?.id);
  const close = () => setOpen(null);
  const show = (what: Open) => (source: TopicSource) => setOpen({ what, id: source.id });
  return (
    <Panel
      title={t('topics.list')}
      extra={
        mayMake && shops.length > 0 ? <Button onClick={() => setAdding(true)}>{t('topics.add')}</Button> : undefined
      }
    >
      {sources.error !== null && <Failure failure={sources.error} onRetry={() => void sources.refetch()} />}
      <p className="source-hint">{t('topics.hint')}</p>
      {sources.isPending && <Skeleton active />}
      {(sources.data?.length ?? 0) > 0 && (
        <TopicList
          sources={sources.data ?? []}
          shops={shops}
          onEdit={show('edit')}
          onReplay={show('replay')}
          onRejected={show('rejected')}
        />
      )}
      {adding && <TopicDialog shops={shops} source={null} onClose={() => setAdding(false)} />}
      {opened !== undefined && open?.what === 'edit' && <TopicDialog shops={shops} source={opened} onClose={close} />}
      {opened !== undefined && open?.what === 'replay' && <TopicReplayDialog source={opened} onClose={close} />}
      {opened !== undefined && open?.what === 'rejected' && (
        <RejectedDrawer kept={messagesOf(opened, t)} onClose={close} />
      )}
    </Panel>
  );
}

const messagesOf = ({ id, name, place }: TopicSource, t: Translator['t']): KeptOf => ({
  id,
  name,
  what: 'message',
  list: async (signal) =>
    (await listRejectedTopicMessages(id, signal)).map((one) => ({
      ...one,
      receivedAt: one.messageAt,
      what:
        t('topics.drawer.where', { partition: one.partition, offset: one.offset }) +
        (one.topic === place.topic || one.topic === '' ? '' : ` · ${one.topic}`),
    })),
  read: (message) => readRejectedTopicMessage(id, message),
  retry: (message) => retryRejectedTopicMessages(id, message),
  drop: (message) => dropRejectedTopicMessages(id, message),
});
