import { change, get } from './http';
import { roleOf, type Role } from './session';

/** A state of the cockpit that somebody keeps by name. */
export interface SavedView {
  id: string;
  owner: string;
  name: string;
  /** What follows the question mark in the cockpit's address. */
  query: string;
  /** The least role that sees it beside its owner; null keeps it to the owner. */
  sharedFrom: Role | null;
  own: boolean;
  changeable: boolean;
  changedAt: string;
}

export type ViewDraft = Pick<SavedView, 'name' | 'query' | 'sharedFrom'>;

const inward = (view: SavedView): SavedView => ({
  ...view,
  sharedFrom: view.sharedFrom === null ? null : roleOf(view.sharedFrom),
});

/** The server's enum names are in capitals. */
const outward = (draft: ViewDraft) => ({ ...draft, sharedFrom: draft.sharedFrom?.toUpperCase() ?? null });

const path = (id: string) => `/api/views/${encodeURIComponent(id)}`;

export const listViews = async (signal?: AbortSignal) => (await get<SavedView[]>('/api/views', signal)).map(inward);

export const saveView = async (draft: ViewDraft) =>
  inward(await change<SavedView>('POST', '/api/views', outward(draft)));

export const changeView = async (id: string, draft: ViewDraft) =>
  inward(await change<SavedView>('PATCH', path(id), outward(draft)));

export const deleteView = (id: string) => change<undefined>('DELETE', path(id));
