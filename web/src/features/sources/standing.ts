import type { PulledSource } from '@/api/pulls';
import type { TopicSource } from '@/api/topics';

/** How a source stands that is read again and again, for people. */
export type Standing = 'paused' | 'failing' | 'reading' | 'waiting' | 'new';

interface Progress {
  state: 'active' | 'paused';
  /** How often in a row it could not be read. */
  failures: number;
  /** Something of it is still to be read. */
  behind: boolean;
  /** Something of it was read before. */
  begun: boolean;
}

/** What holds it up goes before what it is about. */
export function standingOf({ state, failures, behind, begun }: Progress): Standing {
  if (state === 'paused') {
    return 'paused';
  }
  if (failures > 0) {
    return 'failing';
  }
  if (behind) {
    return 'reading';
  }
  return begun ? 'waiting' : 'new';
}

export const standingOfTable = (table: Pick<PulledSource, 'state' | 'failures' | 'reading' | 'lastRoundAt'>) =>
  standingOf({ ...table, behind: table.reading, begun: table.lastRoundAt !== null });

export const standingOfTopic = (topic: Pick<TopicSource, 'state' | 'failures' | 'behind' | 'readMessages'>) =>
  standingOf({ ...topic, behind: topic.behind > 0, begun: topic.readMessages > 0 });
