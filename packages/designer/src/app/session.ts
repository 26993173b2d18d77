import { QueryClient, useQuery } from '@tanstack/react-query';
import { ApiProblem } from '@dougong/ui/api';
import type { SessionUser } from '@dougong/ui/api';
import { api } from './api.js';

const SESSION = ['session'];

/** Answers of the server, kept while pages come and go. A refusal is not asked for again, silence is. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      refetchOnWindowFocus: false,
      retry: (count, problem) => !(problem instanceof ApiProblem) && count < 2,
    },
  },
});

api.onSignedOut(() => {
  if (queries.getQueryData(SESSION) !== undefined) queries.setQueryData(SESSION, null);
});

async function currentUser(): Promise<SessionUser | null> {
  try {
    return (await api.session.current()).data.user;
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.status === 401) return null;
    throw problem;
  }
}

/** Who is signed in; `null` when nobody is. */
export function useSession() {
  return useQuery({ queryKey: SESSION, queryFn: currentUser, staleTime: Infinity });
}

/** Forgets what was loaded for somebody else. The session itself stays, since the page watches it. */
function forget(): void {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
}

/** Someone signed in. */
export function beginSession(user: SessionUser): void {
  forget();
  queries.setQueryData(SESSION, user);
}

/** Signs out here and at the server. */
export async function endSession(): Promise<void> {
  try {
    await api.session.signOut();
  } finally {
    forget();
    queries.setQueryData(SESSION, null);
  }
}
