import { change, get } from './http';
import { roleOf, type Role } from './session';

export interface User {
  name: string;
  role: Role;
  /** Ids of the shops that the user sees; empty means all. */
  shops: string[];
  disabled: boolean;
  passwordChangeRequired: boolean;
  createdAt: string;
  lastSignedInAt: string | null;
  /** Only in the answer to the request that made it. */
  oneTimePassword: string | null;
}

export interface UserDraft {
  name: string;
  role: Role;
  shops: string[];
}

export interface UserChange {
  role?: Role;
  shops?: string[];
  disabled?: boolean;
  /** Asks for a new one-time password. */
  resetPassword?: boolean;
}

const userPath = (name: string) => `/api/users/${encodeURIComponent(name)}`;

/** The server's enum names are in capitals. */
const outward = <T extends { role?: Role }>(draft: T) =>
  draft.role === undefined ? draft : { ...draft, role: draft.role.toUpperCase() };

const withRole = <T extends { role: Role }>(one: T): T => ({ ...one, role: roleOf(one.role) });

export const listUsers = async (signal?: AbortSignal) => (await get<User[]>('/api/users', signal)).map(withRole);

export const createUser = async (draft: UserDraft) =>
  withRole(await change<User>('POST', '/api/users', outward(draft)));

export const updateUser = async (name: string, update: UserChange) =>
  withRole(await change<User>('PATCH', userPath(name), outward(update)));

export interface Token {
  id: string;
  name: string;
  /** The first characters of the secret. */
  hint: string;
  role: Role;
  shops: string[];
  createdBy: string;
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  revokedAt: string | null;
  /** Only in the answer to the request that made it. */
  secret: string | null;
}

export interface TokenDraft {
  name: string;
  role: Role;
  shops: string[];
  /** An instant; null works until it is revoked. */
  expiresAt: string | null;
}

export const listTokens = async (signal?: AbortSignal) => (await get<Token[]>('/api/tokens', signal)).map(withRole);

export const createToken = async (draft: TokenDraft) =>
  withRole(await change<Token>('POST', '/api/tokens', outward(draft)));

export const revokeToken = (id: string) => change<undefined>('DELETE', `/api/tokens/${encodeURIComponent(id)}`);

export interface WriteKey {
  key: string;
  shop: string;
  name: string;
  kind: WriteKeyKind;
  createdAt: string;
  revokedAt: string | null;
}

/** A page's key tells of visits alone; a server's also of orders and customers. */
export type WriteKeyKind = 'page' | 'server';

export const listWriteKeys = (signal?: AbortSignal) => get<WriteKey[]>('/api/write-keys', signal);

export const createWriteKey = (draft: { shop: string; name: string; kind: WriteKeyKind }) =>
  change<WriteKey>('POST', '/api/write-keys', draft);

export const revokeWriteKey = (key: string) =>
  change<undefined>('DELETE', `/api/write-keys/${encodeURIComponent(key)}`);

export interface AuditEntry {
  id: number;
  at: string;
  /** The name of a user, a token or the command line. */
  by: string;
  action: string;
  subject: string;
  details: Record<string, unknown>;
}

/** The newest entries first; the next page starts before the last id. */
export const listAudit = (before: number | null, limit: number, signal?: AbortSignal) =>
  get<AuditEntry[]>(`/api/audit?limit=${limit}${before === null ? '' : `&before=${before}`}`, signal);
