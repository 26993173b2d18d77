import { useQuery } from '@tanstack/react-query';
import { ApiProblem, type SessionUser } from '@dougong/ui/api';
import { api } from '../data/api.js';
import { keys } from '../data/keys.js';
import { queryClient } from '../data/query-client.js';
import { references } from '../data/references.js';

async function whoIsThere(): Promise<SessionUser | null> {
  try {
    const { user } = (await api.session.current()).data;
    references.learn(undefined, { [user.id]: user.name });
    return user;
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.status === 401) return null;
    throw problem;
  }
}

/** Who is signed in; null when nobody is. */
export function useSession() {
  return useQuery({
    queryKey: keys.session,
    queryFn: whoIsThere,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
}

/** The signed-in user of a page behind the gate. */
export function useUser(): SessionUser {
  const { data } = useSession();
  if (data === null || data === undefined) throw new Error('useUser needs a SessionGate above it');
  return data;
}

/** Forgets what belonged to somebody else and goes on as this user. */
export function beginSession(user: SessionUser): void {
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== keys.session[0] });
  references.learn(undefined, { [user.id]: user.name });
  queryClient.setQueryData(keys.session, user);
}

/** The server no longer knows the session: the pages go, what was typed stays in this browser. */
export function endSession(): void {
  queryClient.setQueryData(keys.session, null);
}

api.onSignedOut(endSession);

/** Signs out here and at the server. */
export async function signOut(): Promise<void> {
  const answer = await api.session.signOut().catch(() => undefined);
  endSession();
  const elsewhere = answer?.data?.signOutAt;
  if (elsewhere !== undefined) window.location.assign(elsewhere);
}
