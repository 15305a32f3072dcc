import { change, get } from './http';

export type Role = 'viewer' | 'analyst' | 'operator' | 'admin';

const ORDER: readonly Role[] = ['viewer', 'analyst', 'operator', 'admin'];

/** Whether the role includes the other; each includes the ones before it. */
export function includes(role: Role, needed: Role): boolean {
  return ORDER.indexOf(role) >= ORDER.indexOf(needed);
}

/** A role in whatever case the server writes it. */
export function roleOf(text: string): Role {
  const lower = text.toLowerCase();
  return ORDER.find((role) => role === lower) ?? 'viewer';
}

export interface Session {
  username: string;
  role: Role;
  shops: string[];
  passwordChangeRequired: boolean;
  demo: boolean;
}

function normal(session: Session): Session {
  return { ...session, role: roleOf(session.role) };
}

/** A sign-in of a demonstration, which is no secret. */
export interface PublicSignIn {
  username: string;
  password: string;
  role: Role;
}

/** What the page needs before it can show anything. */
export interface Entry {
  /** Who is signed in, or null. */
  session: Session | null;
  /** Empty on a real installation. */
  signIns: PublicSignIn[];
}

export async function readEntry(signal?: AbortSignal): Promise<Entry> {
  const { session, signIns } = await get<Entry>('/api/session/entry', signal);
  return {
    session: session === null ? null : normal(session),
    signIns: signIns.map((one) => ({ ...one, role: roleOf(one.role) })),
  };
}

export async function login(username: string, password: string): Promise<Session> {
  return normal(await change<Session>('POST', '/api/session', { username, password }));
}

export function logout(): Promise<void> {
  return change<undefined>('DELETE', '/api/session');
}

export function changePassword(current: string, next: string): Promise<void> {
  return change<undefined>('POST', '/api/session/password', { current, next });
}
