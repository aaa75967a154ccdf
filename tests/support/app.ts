import { type App, type AppSettings, buildApp } from '../../api/app.ts';
import { now, password } from './city.ts';
import { cloneDatabase, type TestDatabase } from './database.ts';

export interface TestApp {
  readonly app: App;
  readonly database: TestDatabase;
  /** Moves the app's clock: `setNow('2026-11-24T02:00:00.000Z')`. */
  setNow(at: string): void;
  close(): Promise<void>;
}

/** The whole service on a database of its own, its clock fixed, its limits out of the way, its replies held to their contracts. */
export const startApp = async (settings: Partial<AppSettings> = {}): Promise<TestApp> => {
  const database = await cloneDatabase();
  let at: string = now;
  const app = await buildApp({ pool: database.pool, clock: { now: () => at }, rateLimitFactor: 10_000, checkReplies: true, ...settings });
  await app.ready();
  return {
    app,
    database,
    setNow: (next) => {
      at = next;
    },
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
};

export interface SignedIn extends Record<string, string> {
  readonly cookie: string;
  readonly 'x-csrf-token': string;
}

/** A signed-in person's headers: `inject({ …, headers: await signIn(app, 'clerk-power') })`. */
export const signIn = async (app: App, username: string): Promise<SignedIn> => {
  const reply = await app.inject({ method: 'POST', url: '/api/v1/session', payload: { username, password } });
  if (reply.statusCode !== 201) throw new Error(`${username} could not sign in: ${reply.body}`);
  const cookie = reply.cookies.find((c) => c.name === 'jz_session');
  return { cookie: `jz_session=${cookie?.value ?? ''}`, 'x-csrf-token': reply.json<{ csrfToken: string }>().csrfToken };
};
