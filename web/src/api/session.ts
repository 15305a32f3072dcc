import { change, get } from './http';
import { Problem } from './problem';

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

/** Who is signed in, or null. */
export async function readSession(signal?: AbortSignal): Promise<Session | null> {
  try {
    return normal(await get<Session>('/api/session', signal));
  } catch (failure) {
    if (failure instanceof Problem && failure.status === 401) {
      return null;
    }
    throw failure;
  }
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
