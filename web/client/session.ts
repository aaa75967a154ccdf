import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Session } from '#domain/contract/sessions.ts';
import { call } from './call.ts';
import { keepCsrfToken } from './csrf.ts';
import { isUnreachable } from './is-unreachable.ts';
import { forgetTyped } from './leaving.ts';
import { ProblemError } from './problem-error.ts';
import { createSession, deleteSession, getSession } from './routes.ts';

/** Somebody left here without a signal: the server is told as soon as it answers, before anybody is let in by that session again. */
const leavingKey = 'jz-leaving';
const isLeaving = (): boolean => {
  try {
    return localStorage.getItem(leavingKey) !== null;
  } catch {
    return false; // nothing is kept: who left without a signal was told that they could not
  }
};
const setLeaving = (is: boolean): void => {
  if (is) localStorage.setItem(leavingKey, '1');
  else if (isLeaving()) localStorage.removeItem(leavingKey);
};

const hereKey = 'jz-here';
const readHere = (): string | null => {
  try {
    return sessionStorage.getItem(hereKey);
  } catch {
    return null; // what was typed is not kept either
  }
};
/** Whose this tab is, also before the page was loaded anew and while their session is over: what is typed in it outlives both. Nobody's once they left. */
let lastHere = readHere();

const setHere = (username: string | null): void => {
  lastHere = username;
  try {
    if (username === null) sessionStorage.removeItem(hereKey);
    else sessionStorage.setItem(hereKey, username);
  } catch {
    // full or blocked: known as long as the page lives
  }
};

/** What another typed here is not this one's to see, however they came to be signed in; one's own goes on where it was. */
const cameHere = (username: string): void => {
  if (lastHere !== username) forgetTyped();
  setHere(username);
};

let isOver = false;
// A browser calls a window's listeners in the order they came: this one stands before those of any form that asks.
addEventListener('beforeunload', (event) => {
  if (isOver) event.stopImmediatePropagation();
});

/** What stands open holds another's words and what was loaded for them; and it is not for who comes next to say whether to keep them. */
const beginAnew = (): void => {
  isOver = true;
  forgetTyped();
  location.reload();
};

const loadSession = async ({ signal }: { signal: AbortSignal }): Promise<Session | null> => {
  try {
    const session = await call(getSession, { signal });
    if (isOver) return null; // until the page is loaded anew it shows nobody
    keepCsrfToken(session.csrfToken);
    if (!isLeaving()) {
      const before = lastHere;
      cameHere(session.username);
      // Where nothing can be kept, a page that was loaded anew would find the former again, without end.
      if (before === null || before === session.username || readHere() !== session.username) return session;
      beginAnew();
      return null;
    }
    await call(deleteSession, { signal });
    setLeaving(false);
    keepCsrfToken(null);
    return null;
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.status !== 401) throw error;
    keepCsrfToken(null);
    return null;
  }
};

export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: loadSession, staleTime: 5 * 60_000 });

const otherTabs = 'BroadcastChannel' in globalThis ? new BroadcastChannel('jz-session') : null;

/** In another tab of this browser somebody left or came: a page of anybody else begins anew, also where their session is over, and one of theirs goes on with the new session. */
const hearOtherTabs = (queries: QueryClient): (() => void) => {
  const hear = ({ data: username }: MessageEvent<string | null>) => {
    if (lastHere !== null && lastHere !== username) {
      setHere(null); // what is still typed until then is forgotten when the next is known
      beginAnew();
    } else void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  otherTabs?.addEventListener('message', hear);
  return () => otherTabs?.removeEventListener('message', hear);
};

/** Who is signed in; `data` is null when nobody is. */
export const useSession = () => {
  const queries = useQueryClient();
  useEffect(() => hearOtherTabs(queries), [queries]);
  return useQuery(sessionQuery);
};

/** Signs in and keeps the session for useSession. @throws ProblemError `sign-in-failed`, `second-factor-needed`, `code-wrong`, `account-locked` */
export const signIn = async (queries: QueryClient, username: string, password: string, code: string): Promise<Session> => {
  const session = await call(createSession, { body: { username, password, ...(code ? { code } : {}) } });
  keepCsrfToken(session.csrfToken);
  setLeaving(false);
  cameHere(session.username);
  otherTabs?.postMessage(session.username);
  queries.clear();
  queries.setQueryData(sessionQuery.queryKey, session);
  return session;
};

/** Signs out and forgets everything that was loaded for that person; without a signal here at once, and at the server when it answers. @throws ProblemError */
export const signOut = async (queries: QueryClient): Promise<void> => {
  await call(deleteSession, {}).catch((error: unknown) => {
    if (!isUnreachable(error)) throw error;
    setLeaving(true);
  });
  await import('./device/store.ts').then(({ forgetKept }) => forgetKept()).catch(() => undefined); // a private window keeps nothing
  keepCsrfToken(null);
  forgetTyped();
  setHere(null);
  otherTabs?.postMessage(null);
  queries.clear();
  queries.setQueryData(sessionQuery.queryKey, null);
};
