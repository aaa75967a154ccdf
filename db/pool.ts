import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import pg from 'pg';
import type { Statement } from './sql.ts';

/** A city is a schema: the one that holds the application's tables, found by search_path alone. */
export const citySchema = (): string => {
  const schema = process.env['CITY_SCHEMA'] ?? 'city';
  if (!/^[a-z_][a-z0-9_]{0,40}$/.test(schema)) throw new Error(`CITY_SCHEMA must be a plain lower-case name, not ${JSON.stringify(schema)}`);
  return schema;
};

const { builtins } = pg.types;
const iso = (value: string) => new Date(value).toISOString();
const parsers: Record<number, (value: string) => unknown> = {
  [builtins.DATE]: (value) => value, // a date stays an ISO string
  [builtins.TIMESTAMPTZ]: iso, // an instant becomes an ISO string with Z
  [builtins.INT8]: (value) => value, // ids are strings; counts are cast to integer in the query
};
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => parsers[oid] ?? pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

export type Pool = pg.Pool;
export type Client = pg.PoolClient;

/** Connection settings of one city's schema; PostGIS lies in public. */
export const connectionConfig = (url: string, schema = citySchema()): pg.ClientConfig => ({
  connectionString: url,
  types,
  options: `-c search_path=${schema},public -c timezone=UTC -c application_name=jingzheng`,
});

const mostPrepared = 500;
const nameOf = new Map<string, string>();

/** A name for a text that was asked for before; a text of one time only is not worth the server's memory. */
const preparedName = (text: string): string | undefined => {
  const name = nameOf.get(text);
  if (name === undefined && nameOf.size < mostPrepared) nameOf.set(text, '');
  if (name !== '') return name;
  const made = `s${nameOf.size}_${createHash('sha1').update(text).digest('base64url')}`;
  nameOf.set(text, made);
  return made;
};

const isStatement = (given: unknown): given is Statement => typeof given === 'object' && given !== null && 'isFixed' in given;

const withName = (given: unknown): unknown => {
  if (!isStatement(given) || !given.isFixed || given.name !== undefined) return given;
  const name = preparedName(given.text);
  if (name !== undefined) given.name = name;
  return given;
};

/** The driver's own socket to the server. */
const socketOf = (client: Client): Duplex => (client as unknown as { connection: { stream: Duplex } }).connection.stream;

/**
 * Planning a statement of eight tables takes longer than running it: what comes again is planned once per connection. Statements asked for
 * in one turn leave in one packet: a system call for each took a fifth of a report's time.
 */
const prepareFixed = (client: Client): void => {
  const ask: (...given: unknown[]) => unknown = client.query.bind(client);
  const socket = socketOf(client);
  let isHeld = false;
  const release = () => {
    isHeld = false;
    socket.uncork();
  };
  Reflect.set(client, 'query', (given: unknown, ...rest: unknown[]) => {
    if (!isHeld) {
      isHeld = true;
      socket.cork();
      process.nextTick(release);
    }
    return ask(withName(given), ...rest);
  });
};

/** @param settings `prepared` for a service, whose statements come again and again and are sent without waiting for the one before (no COPY on such a pool); `statementTimeoutMs` ends a statement that a person would not wait for any more; none for bulk work; `idleInTransactionMs` ends a connection whose transaction was left alone for so long: of a server that stands still, or is cut off, everything it holds would wait for hours */
export const createPool = (
  url: string,
  settings: { schema?: string; max?: number; statementTimeoutMs?: number; idleInTransactionMs?: number; prepared?: boolean } = {},
): Pool => {
  const pool = new pg.Pool({
    ...connectionConfig(url, settings.schema),
    max: settings.max ?? 12,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 5_000,
    ...(settings.statementTimeoutMs === undefined ? {} : { statement_timeout: settings.statementTimeoutMs }),
    ...(settings.idleInTransactionMs === undefined ? {} : { idle_in_transaction_session_timeout: settings.idleInTransactionMs }),
    ...(settings.prepared ? { pipeline: true } : {}),
  });
  if (settings.prepared) pool.on('connect', prepareFixed);
  pool.on('error', () => undefined); // a broken idle connection is replaced at the next query
  // One that breaks between two queries of a transaction fails the next of them; unheard, its event would end the program.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
};

/** Where a pool connects to: for a program of one's own that works beside this one. */
export const urlOf = (pool: Pool): string => pool.options.connectionString ?? '';

const lastOf = new WeakMap<Client, Promise<unknown>[]>();

/**
 * Within `inTransaction`: one statement, the work's last, whose outcome nothing waits for. The commit follows it without waiting either, which
 * spares a way to the database and back. Where it fails nothing is committed, and the work fails as it would have.
 */
export const withCommit = (client: Client, write: Promise<unknown>): void => {
  write.catch(() => undefined); // heard when the transaction ends
  lastOf.set(client, [...(lastOf.get(client) ?? []), write]);
};

/**
 * Runs work in one transaction; anything thrown rolls it back whole.
 * @param settings `lockTimeoutMs`: so long it waits for what another holds, then it fails
 */
export const inTransaction = async <T>(pool: Pool, work: (client: Client) => Promise<T>, settings: { readonly lockTimeoutMs?: number } = {}): Promise<T> => {
  const client = await pool.connect();
  lastOf.delete(client);
  try {
    client.query('begin').catch(() => undefined); // sent with the first statement, which fails where this one does
    if (settings.lockTimeoutMs !== undefined) client.query(`set local lock_timeout = ${settings.lockTimeoutMs}`).catch(() => undefined);
    const result = await work(client);
    const last = Promise.all(lastOf.get(client) ?? []);
    // What fails before it is sent has failed by the next turn; of what fails in the database a commit says no error and rolls back.
    if (lastOf.has(client)) await Promise.race([last, new Promise((turn) => process.nextTick(turn))]);
    await Promise.all([last, client.query('commit')]);
    client.release();
    return result;
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    );
    throw error;
  }
};
