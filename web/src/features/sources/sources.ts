import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';

import type { Reason } from '@/api/imports';
import { listShops } from '@/api/shops';
import { listPrivacyRequests, listSources, type SourceKind } from '@/api/sources';
import { useTranslator } from '@/lib/i18n/language';
import { failureText } from '@/ui/failureText';

const POLL_MS = 5_000;

export const useShops = () => useQuery({ queryKey: ['shops'], queryFn: ({ signal }) => listShops(signal) });

/** Asked again while the page is open: deliveries come by themselves. */
export const useSources = () =>
  useQuery({
    queryKey: ['sources'],
    queryFn: ({ signal }) => listSources(signal),
    refetchInterval: POLL_MS,
  });

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

/** A change; afterwards everything of sources is read anew, and a refusal is shown in words. */
export function useChange<Input, Output>(run: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const translator = useTranslator();
  return useMutation({
    mutationFn: run,
    onSuccess: () => client.invalidateQueries({ queryKey: ['sources'] }),
    onError: (failure) => {
      message.error(failureText(failure, translator));
    },
  });
}

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

/** A first mapping to change. */
export const EXAMPLE = `format: own-program
files:
  order:
    columns:
      id: { type: id, required: true }
      created: { type: time, required: true }
      paid: { type: time }
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
  line:
    rows: items
    columns:
      order: { header: id, type: id, required: true }
      created: { type: time, required: true }
      line: { header: items.line, type: id, required: true }
      sku: { header: items.sku, type: id }
      quantity: { header: items.quantity, type: integer, required: true }
      amount: { header: items.amount, type: amount, required: true }
    facts:
      - table: order_line
        set:
          natural_key: concat(order, '#', line)
          order_id: order
          line_no: line
          at: created
          sku: sku
          quantity: quantity
          order_amount: amount
`;

/** How long a message took, in the largest unit that is not below one. */
export function lagOf(millis: number): { unit: 'seconds' | 'minutes' | 'hours'; n: string } {
  const seconds = millis / 1_000;
  if (seconds < 60) {
    return { unit: 'seconds', n: seconds < 10 ? seconds.toFixed(1) : seconds.toFixed(0) };
  }
  return seconds < 3_600
    ? { unit: 'minutes', n: (seconds / 60).toFixed(0) }
    : { unit: 'hours', n: (seconds / 3_600).toFixed(seconds < 36_000 ? 1 : 0) };
}
