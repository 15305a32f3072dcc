import { useQuery } from '@tanstack/react-query';

import { listPulledSources, type PulledSource } from '@/api/pulls';

const POLL_MS = 5_000;

/** Asked again while the page is open: rounds come by themselves. */
export const usePulledSources = () =>
  useQuery({
    queryKey: ['sources', 'pulled'],
    queryFn: ({ signal }) => listPulledSources(signal),
    refetchInterval: POLL_MS,
  });

/** How a source stands, for people. */
export function standing(source: PulledSource): 'paused' | 'failing' | 'reading' | 'waiting' | 'new' {
  if (source.state === 'paused') {
    return 'paused';
  }
  if (source.failures > 0) {
    return 'failing';
  }
  if (source.reading) {
    return 'reading';
  }
  return source.lastRoundAt === null ? 'new' : 'waiting';
}

/** A first mapping to change. */
export const TABLE_EXAMPLE = `format: shop-database
files:
  orders:
    columns:
      order: { header: id, type: id, required: true }
      created: { header: created_at, type: time, required: true }
      paid: { header: paid_at, type: time }
      customer: { header: customer_id, type: id }
      total: { type: amount, required: true }
    facts:
      - table: order_header
        set:
          natural_key: order
          order_id: order
          at: created
          status: if(paid is null, 'created', 'paid')
          customer: customer
          paid_at: paid
          order_amount: total
          paid_amount: if(paid is not null, total)
`;
