import { createContext, useContext } from 'react';

import { includes, type Role, type Session } from '@/api/session';

/** The signed-in user; pages behind the login always have one. */
export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) {
    throw new Error('A page behind the login was shown without one.');
  }
  return session;
}

/** Whether the signed-in user may do what needs this role. */
export function useMay(needed: Role): boolean {
  return includes(useSession().role, needed);
}
