import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from '#db/pool.ts';
import type { Import } from '#domain/contract/imports.ts';
import { password } from '../support/city.ts';
import { isAway } from './storm-pool.ts';

export interface Struck {
  readonly port: number;
  child: ChildProcess;
}

/** What people were told: by these the database is judged afterwards. */
export interface Told {
  /** The key of each act that was answered as done, and the order's number. */
  readonly acts: Map<string, string>;
  readonly additions: Map<string, string>;
  readonly reports: Map<string, Set<string>>;
  /** The note of each merge of two records that was answered as done, and the number that was merged. */
  readonly merges: Map<string, string>;
  /** The note of each edit of a well that was answered as done, and the well's number. */
  readonly edits: Map<string, string>;
  /** Imports that were told as written, and their counts. */
  readonly imports: Map<string, Import['counts']>;
  /** Numbers of reports that were erased at their callers' request. */
  readonly erased: Set<string>;
  /** Name → status → how often. */
  readonly answers: Map<string, Map<number, number>>;
  /** What was answered as the program's own fault, and what nobody answered. */
  readonly failed: string[];
  /** Errors that a server wrote into its log. */
  readonly cries: string[];
  cut: number;
  twice: number;
}

export interface Storm {
  readonly servers: readonly Struck[];
  /** Looks at the database beside the servers: what there is to do, and to whom it may be given. */
  readonly pool: Pool;
  readonly random: () => number;
  readonly told: Told;
  readonly isOver: () => boolean;
}

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export const pick = <T>(of: readonly T[], random: () => number): T | undefined => of[Math.floor(random() * of.length)];

/** How often a name was answered as done. */
export const doneOf = ({ told }: Pick<Storm, 'told'>, name: string): number =>
  [...(told.answers.get(name) ?? [])].reduce((sum, [status, times]) => (status < 300 ? sum + times : sum), 0);

export const count = ({ told }: Storm, name: string, status: number): void => {
  const known = told.answers.get(name) ?? new Map<number, number>();
  told.answers.set(name, known.set(status, (known.get(status) ?? 0) + 1));
};

const patienceMs = 60_000;

/** Asks one server after the other until one answers, as a phone does whose line was cut: the same words under the same key. An honest 503 is asked again; any other 5xx is a fault. */
export const ask = async (storm: Storm, name: string, path: string, init: RequestInit = {}): Promise<Answer> => {
  const { servers, told, random } = storm;
  const first = Math.floor(random() * servers.length);
  const until = Date.now() + patienceMs;
  for (let tries = 0; Date.now() < until; tries += 1) {
    const { port } = servers[(first + tries) % servers.length] as Struck;
    const reply = await fetch(`http://127.0.0.1:${port}${path}`, { ...init, signal: AbortSignal.timeout(patienceMs) })
      .then(async (response) => ({ status: response.status, text: await response.text() }))
      .catch(() => null);
    if (reply === null) told.cut += 1;
    else count(storm, name, reply.status);
    if (reply && reply.status !== 503) {
      if (reply.status >= 500) told.failed.push(`${name}: ${reply.status} ${reply.text.slice(0, 300)}`);
      return { status: reply.status, body: reply.text === '' ? {} : (JSON.parse(reply.text) as Record<string, unknown>) };
    }
    if (reply && !reply.text.includes('"unavailable"')) told.failed.push(`${name}: 503 ${reply.text.slice(0, 300)}`);
    await sleep(50);
  }
  told.failed.push(`${name}: nobody answered`);
  return { status: 0, body: {} };
};

/**
 * Does what a command does, at the database itself: what it fails with is a fault, unless the database was away, or it refuses, which `isRefusal` tells.
 * @returns null where it came to nothing
 */
export const command = async <T>(
  storm: Storm,
  name: string,
  work: () => Promise<T>,
  isRefusal: (error: Error & { code?: string }) => boolean = () => false,
) => {
  try {
    return await work();
  } catch (error) {
    const told = error as Error & { code?: string };
    if (!isAway(error) && !isRefusal(told)) storm.told.failed.push(`${name}: ${told.code ?? ''} ${told.message}`);
    return null;
  }
};

/** Rests between two works of one kind, no longer than it blows. */
export const rest = async ({ isOver }: Storm, ms: number): Promise<void> => {
  for (const until = Date.now() + ms; Date.now() < until && !isOver(); ) await sleep(100);
};

export const post = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...headers },
});

const sessions = new WeakMap<Storm, Map<string, Promise<Record<string, string>>>>();

const signIn = async (storm: Storm, username: string): Promise<Record<string, string>> => {
  const { port } = pick(storm.servers, storm.random) as Struck;
  const reply = await fetch(`http://127.0.0.1:${port}/api/v1/session`, post({ username, password })).catch(() => null);
  if (reply?.status !== 201) {
    sessions.get(storm)?.delete(username); // a cut line: signed in anew by the next who asks
    await sleep(100);
    return storm.isOver() ? {} : headersOf(storm, username);
  }
  const { csrfToken } = (await reply.json()) as { csrfToken: string };
  return { cookie: reply.headers.getSetCookie()[0]?.split(';')[0] ?? '', 'x-csrf-token': csrfToken };
};

/** A person's headers, signed in once. */
export const headersOf = (storm: Storm, username: string): Promise<Record<string, string>> => {
  const known = sessions.get(storm) ?? new Map<string, Promise<Record<string, string>>>();
  sessions.set(storm, known);
  const session = known.get(username) ?? signIn(storm, username);
  known.set(username, session);
  return session;
};

export const newTold = (): Told => ({
  acts: new Map(),
  additions: new Map(),
  reports: new Map(),
  merges: new Map(),
  edits: new Map(),
  imports: new Map(),
  erased: new Set(),
  answers: new Map(),
  failed: [],
  cries: [],
  cut: 0,
  twice: 0,
});
