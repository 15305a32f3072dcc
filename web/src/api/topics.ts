import { change, get } from './http';
import type { Reason } from './imports';

export type Protection = 'plaintext' | 'tls' | 'plain' | 'scram-sha-256' | 'scram-sha-512';

export type ReadyMapping = 'shopify' | 'woocommerce';

/** Which topic of which cluster is read, and how. */
export interface TopicPlace {
  /** The brokers to ask first, with commas between. */
  servers: string;
  topic: string;
  protection: Protection;
  user: string | null;
  /** The certificate of the authority that signed the brokers', in PEM. */
  authority: string | null;
  /** Where a message says which topic of the mapping it belongs to. */
  kindFrom: 'topic' | 'header' | 'field';
  kindName: string | null;
}

export interface TopicPartition {
  partition: number;
  /** The offset of the next message. */
  next: number;
  end: number;
}

/** A topic that is read all the time. */
export interface TopicSource {
  id: string;
  shop: string;
  name: string;
  place: TopicPlace;
  group: string;
  mapping: string | null;
  ready: ReadyMapping | null;
  state: 'active' | 'paused';
  /** How often in a row it could not be read. */
  failures: number;
  nextAt: string;
  readMessages: number;
  changedFacts: number;
  /** Messages that told an older state than was known. */
  late: number;
  /** Messages without a value. */
  tombstones: number;
  rejected: number;
  /** Rejected beyond what may be kept. */
  unkept: number;
  /** Dropped by the topic before they were read. */
  missed: number;
  /** Messages that are still to be read. */
  behind: number;
  behindMillis: number | null;
  partitions: TopicPartition[];
  lastMessageAt: string | null;
  lastLagMillis: number | null;
  lastError: Reason | null;
  lastErrorAt: string | null;
  createdAt: string;
  createdBy: string;
}

/** From where a topic is read. */
export interface TopicBegin {
  from: 'earliest' | 'latest' | 'time' | 'offsets';
  at?: string;
  /** The first message of some partitions; the others go on where they are. */
  offsets?: Record<number, number>;
}

export interface TopicDraft {
  shop: string;
  name: string;
  place: TopicPlace;
  /** Empty for the one that is kept. */
  password: string;
  mapping: string | null;
  ready: ReadyMapping | null;
  begin: TopicBegin;
}

/** What reading would find. */
export interface TopicTrial {
  partitions: number;
  messages: number;
  read: number;
  tombstones: number;
  /** By table. */
  facts: Record<string, number>;
  examples: { partition: number; offset: number; table: string; values: Record<string, string> }[];
  rejected: number;
  reasons: Reason[];
}

export interface RejectedTopicMessage {
  id: string;
  partition: number;
  offset: number;
  messageAt: string;
  receivedAt: string;
  topic: string;
  bytes: number;
  /** Of one that is too large only the beginning is kept. */
  whole: boolean;
  reason: Reason;
}

const ALL = '/api/topic-sources';
const at = (id: string) => `${ALL}/${encodeURIComponent(id)}`;
const rejectedAt = (id: string, message: string | null) =>
  message === null ? `${at(id)}/rejected` : `${at(id)}/rejected/${encodeURIComponent(message)}`;

export const listTopicSources = (signal?: AbortSignal) => get<TopicSource[]>(ALL, signal);

/** Makes a source, or changes the one with this id. */
export const saveTopicSource = (id: string | null, draft: TopicDraft) =>
  id === null ? change<TopicSource>('POST', ALL, draft) : change<TopicSource>('PUT', at(id), draft);

/** Tries what was entered; nothing is kept. */
export const tryTopicSource = (id: string | null, draft: TopicDraft) =>
  change<TopicTrial>('POST', id === null ? `${ALL}/test` : `${at(id)}/test`, draft);

export const pauseTopicSource = (id: string) => change<TopicSource>('POST', `${at(id)}/pause`);

export const resumeTopicSource = (id: string) => change<TopicSource>('POST', `${at(id)}/resume`);

export const replayTopicSource = (id: string, begin: TopicBegin) =>
  change<TopicSource>('POST', `${at(id)}/replay`, begin);

export const deleteTopicSource = (id: string) => change<undefined>('DELETE', at(id));

export const listRejectedTopicMessages = (id: string, signal?: AbortSignal) =>
  get<RejectedTopicMessage[]>(rejectedAt(id, null), signal);

export const readRejectedTopicMessage = async (id: string, message: string, signal?: AbortSignal) =>
  (await get<{ body: string }>(rejectedAt(id, message), signal)).body;

/** One rejected message, or all of the source. */
export const retryRejectedTopicMessages = (id: string, message: string | null) =>
  change<{ taken: number }>('POST', `${rejectedAt(id, message)}/retry`);

/** The same, for good. */
export const dropRejectedTopicMessages = (id: string, message: string | null) =>
  change<{ dropped: number }>('DELETE', rejectedAt(id, message));
