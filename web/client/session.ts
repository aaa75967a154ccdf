import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import type { Session } from '#domain/contract/sessions.ts';
import { call } from './call.ts';
import { keepCsrfToken } from './csrf.ts';
import { ProblemError } from './problem-error.ts';
import { createSession, deleteSession, getSession } from './routes.ts';

const loadSession = async ({ signal }: { signal: AbortSignal }): Promise<Session | null> => {
  try {
    const session = await call(getSession, { signal });
    keepCsrfToken(session.csrfToken);
    return session;
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.status !== 401) throw error;
    keepCsrfToken(null);
    return null;
  }
};

export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: loadSession, staleTime: 5 * 60_000 });

/** Who is signed in; `data` is null when nobody is. */
export const useSession = () => useQuery(sessionQuery);

/** Signs in and keeps the session for useSession. @throws ProblemError `sign-in-failed`, `second-factor-needed`, `code-wrong`, `account-locked` */
export const signIn = async (queries: QueryClient, username: string, password: string, code: string): Promise<Session> => {
  const session = await call(createSession, { body: { username, password, ...(code ? { code } : {}) } });
  keepCsrfToken(session.csrfToken);
  queries.clear();
  queries.setQueryData(sessionQuery.queryKey, session);
  return session;
};

/** Signs out and forgets everything that was loaded for that person. */
export const signOut = async (queries: QueryClient): Promise<void> => {
  await call(deleteSession, {});
  await import('./device/store.ts').then(({ forgetKept }) => forgetKept()).catch(() => undefined); // a private window keeps nothing
  keepCsrfToken(null);
  queries.clear();
  queries.setQueryData(sessionQuery.queryKey, null);
};
