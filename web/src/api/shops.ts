import type { Day } from '@/lib/day';

import { change, get } from './http';

export interface Shop {
  id: string;
  name: string;
  /** The IANA name of its time zone. */
  zone: string;
  /** HH:mm, when its day starts. */
  cutoff: string;
  currency: string;
  /** Its day now. */
  today: Day;
}

export type ShopDraft = Pick<Shop, 'name' | 'zone' | 'cutoff' | 'currency'>;

export const listShops = (signal?: AbortSignal) => get<Shop[]>('/api/shops', signal);

export const createShop = (draft: ShopDraft) => change<Shop>('POST', '/api/shops', draft);

export const updateShop = (id: string, draft: Partial<ShopDraft>) =>
  change<Shop>('PATCH', `/api/shops/${encodeURIComponent(id)}`, draft);
