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

import { useOpened } from './opened';
import { ReadingPanel } from './ReadingPanel';
import { RejectedDrawer } from './RejectedDrawer';
import { useTopicSources, type KeptOf } from './sources';
import { TopicDialog } from './TopicDialog';
import { TopicList } from './TopicList';
import { TopicReplayDialog } from './TopicReplayDialog';

type Open = 'edit' | 'replay' | 'rejected';

/** Kafka topics that are read all the time. */
export function ReadTopics({ shops }: { shops: readonly Shop[] }) {
  const { t } = useTranslator();
  const sources = useTopicSources();
  const [adding, setAdding] = useState(false);
  const opened = useOpened<Open, TopicSource>(sources.data);
  const [edited, replayed, looked] = [opened.of('edit'), opened.of('replay'), opened.of('rejected')];
  return (
    <ReadingPanel
      title={t('topics.list')}
      hint={t('topics.hint')}
      add={t('topics.add')}
      onAdd={() => setAdding(true)}
      shops={shops}
      sources={sources}
      list={(all) => (
        <TopicList
          sources={all}
          shops={shops}
          onEdit={opened.show('edit')}
          onReplay={opened.show('replay')}
          onRejected={opened.show('rejected')}
        />
      )}
    >
      {adding && <TopicDialog shops={shops} source={null} onClose={() => setAdding(false)} />}
      {edited !== undefined && <TopicDialog shops={shops} source={edited} onClose={opened.close} />}
      {replayed !== undefined && <TopicReplayDialog source={replayed} onClose={opened.close} />}
      {looked !== undefined && <RejectedDrawer kept={messagesOf(looked, t)} onClose={opened.close} />}
    </ReadingPanel>
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
