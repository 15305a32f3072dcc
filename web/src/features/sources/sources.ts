import { useQuery } from '@tanstack/react-query';

import type { Reason } from '@/api/imports';
import { listPulledSources } from '@/api/pulls';
import { listShops } from '@/api/shops';
import { listPrivacyRequests, listSources, type SourceKind } from '@/api/sources';
import { listTopicSources } from '@/api/topics';
import { useChange as useChangeOf } from '@/ui/change';

const POLL_MS = 5_000;

/** Asked again while the page is open: deliveries, rows and messages come by themselves. */
const useFollowed = <Source>(key: readonly string[], list: (signal: AbortSignal) => Promise<Source[]>) =>
  useQuery({ queryKey: ['sources', ...key], queryFn: ({ signal }) => list(signal), refetchInterval: POLL_MS });

export const useSources = () => useFollowed([], listSources);
export const usePulledSources = () => useFollowed(['pulled'], listPulledSources);
export const useTopicSources = () => useFollowed(['topics'], listTopicSources);

export const useShops = () => useQuery({ queryKey: ['shops'], queryFn: ({ signal }) => listShops(signal) });

/** A delivery, a row or a message that could not be read. */
export interface Rejected {
  id: string;
  /** The topic of a delivery, the place of a row or a message. */
  what: string;
  receivedAt: string;
  reason: Reason;
}

/** What is kept of a source, and how to get at it. */
export interface KeptOf {
  id: string;
  name: string;
  what: 'delivery' | 'row' | 'message';
  list: (signal?: AbortSignal) => Promise<Rejected[]>;
  read: (rejected: string) => Promise<string>;
  /** One, or all. */
  retry: (rejected: string | null) => Promise<{ taken: number }>;
  /** The same for good, where it can be. */
  drop?: (rejected: string | null) => Promise<{ dropped: number }>;
}

export const useRejected = (kept: KeptOf) =>
  useQuery({ queryKey: ['sources', kept.id, 'rejected'], queryFn: ({ signal }) => kept.list(signal) });

export const usePrivacyRequests = () =>
  useQuery({ queryKey: ['sources', 'privacy'], queryFn: ({ signal }) => listPrivacyRequests(signal) });

/** A change; afterwards everything of sources is read anew. */
export const useChange = <Input, Output>(run: (input: Input) => Promise<Output>) => useChangeOf('sources', run);

/** What has to be subscribed at the other end. */
export const TOPICS: Record<SourceKind, readonly string[]> = {
  shopify: [
    'orders/create',
    'orders/updated',
    'orders/paid',
    'orders/cancelled',
    'refunds/create',
    'products/create',
    'products/update',
    'customers/data_request',
    'customers/redact',
    'shop/redact',
  ],
  woocommerce: [
    'order.created',
    'order.updated',
    'order.deleted',
    'order.restored',
    'product.created',
    'product.updated',
    'product.restored',
  ],
  signed: [],
};

/** How long a message took, in the largest unit that is not below one; days from the third on. */
export function lagOf(millis: number): { unit: 'seconds' | 'minutes' | 'hours' | 'days'; n: string } {
  const seconds = millis / 1_000;
  if (seconds < 60) {
    return { unit: 'seconds', n: seconds < 10 ? seconds.toFixed(1) : seconds.toFixed(0) };
  }
  if (seconds < 3_600) {
    return { unit: 'minutes', n: (seconds / 60).toFixed(0) };
  }
  return seconds < 3 * 86_400
    ? { unit: 'hours', n: (seconds / 3_600).toFixed(seconds < 36_000 ? 1 : 0) }
    : { unit: 'days', n: (seconds / 86_400).toFixed(0) };
}
