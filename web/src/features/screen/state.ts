import type { Comparison } from '@/api/metric';
import type { Shop } from '@/api/shops';

/** What the running day stands beside: a day, so that hours meet hours. */
export const BESIDE = ['last-year', 'previous'] as const satisfies readonly Comparison[];

/** What the big screen shows; it lives in the address, so that a screen can be set up by a link. */
export interface ScreenState {
  shop: string | undefined;
  compare: (typeof BESIDE)[number];
}

export function stateOf(query: URLSearchParams): ScreenState {
  const shop = query.get('shop');
  return {
    shop: shop === null || shop === '' ? undefined : shop,
    compare: query.get('compare') === 'previous' ? 'previous' : 'last-year',
  };
}

export function queryOf({ shop, compare }: ScreenState): URLSearchParams {
  const query = new URLSearchParams();
  if (shop !== undefined) {
    query.set('shop', shop);
  }
  if (compare !== 'last-year') {
    query.set('compare', compare);
  }
  return query;
}

/** Whether one screen can show all shops: their amounts add up, and their hours are the same hours. */
export function areOne(shops: readonly Shop[]): boolean {
  return new Set(shops.map((shop) => `${shop.currency} ${shop.zone} ${shop.cutoff}`)).size <= 1;
}
