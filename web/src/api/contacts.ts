import { change, get } from './http';

export type ContactKind = 'phone' | 'email';

/** How many contacts of a kind a shop has, and of how many customers. */
export interface ContactCount {
  shop: string;
  kind: ContactKind;
  contacts: number;
  customers: number;
}

/** A contact of a customer as it may be shown. */
export interface Contact {
  kind: ContactKind;
  masked: string;
  source: string;
  firstSeen: string;
  lastSeen: string;
}

export const countContacts = (signal?: AbortSignal) => get<ContactCount[]>('/api/contacts/counts', signal);

export const findContacts = (shop: string, customer: string, signal?: AbortSignal) =>
  get<Contact[]>(`/api/contacts?${new URLSearchParams({ shop, customer }).toString()}`, signal);

/** Tells all contacts of the kind as they are; the audit log has who asked and why. */
export const revealContacts = (question: { shop: string; customer: string; kind: ContactKind; reason: string }) =>
  change<{ values: string[] }>('POST', '/api/contacts/reveal', question);
