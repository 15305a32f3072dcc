import { useQuery } from '@tanstack/react-query';

import { listTopicSources, type TopicSource } from '@/api/topics';

const POLL_MS = 5_000;

/** Asked again while the page is open: messages come by themselves. */
export const useTopicSources = () =>
  useQuery({
    queryKey: ['sources', 'topics'],
    queryFn: ({ signal }) => listTopicSources(signal),
    refetchInterval: POLL_MS,
  });

/** How a topic stands, for people. */
export function topicStanding(source: TopicSource): 'paused' | 'failing' | 'reading' | 'waiting' | 'new' {
  if (source.state === 'paused') {
    return 'paused';
  }
  if (source.failures > 0) {
    return 'failing';
  }
  if (source.behind > 0) {
    return 'reading';
  }
  return source.readMessages === 0 ? 'new' : 'waiting';
}

/** A first mapping to change. */
export const TOPIC_EXAMPLE = `format: shop-topic
topics:
  "*": { reads: [order], subject: order, id: id, version: updated_at }
files:
  order:
    columns:
      id: { type: id, required: true }
      created: { header: created_at, type: time, required: true }
      paid: { header: paid_at, type: time }
      customer: { header: customer.id, type: id }
      total: { type: amount, required: true }
    facts:
      - table: order_header
        set:
          natural_key: id
          order_id: id
          at: created
          status: if(paid is null, 'created', 'paid')
          customer: customer
          paid_at: paid
          order_amount: total
          paid_amount: if(paid is not null, total)
`;
