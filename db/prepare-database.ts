import pg from 'pg';

const connect = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  return client;
};

/** Names and passwords come from the program alone; anything else is a mistake of ours. */
const plain = (text: string): string => {
  if (!/^[a-z0-9_]+$/.test(text)) throw new Error(`${JSON.stringify(text)} is no plain name`);
  return text;
};

/**
 * Makes a database with PostGIS in it, owned by a role of the same name that is no superuser, or finds it made.
 * @param superuserUrl of any database of the cluster
 * @returns the address for that role
 */
export const prepareDatabase = async (superuserUrl: string, name: string, password: string): Promise<string> => {
  const superuser = await connect(superuserUrl);
  try {
    const has = async (text: string) => ((await superuser.query(text, [plain(name)])).rowCount ?? 0) > 0;
    // It may create roles, since the schema makes the one that Martin signs in with.
    if (!(await has('select from pg_roles where rolname = $1'))) await superuser.query(`create role ${name} login createrole`);
    await superuser.query(`alter role ${name} password '${plain(password)}'`);
    if (!(await has('select from pg_database where datname = $1'))) await superuser.query(`create database ${name} owner ${name}`);
  } finally {
    await superuser.end();
  }
  const inside = new URL(superuserUrl);
  inside.pathname = `/${name}`;
  const client = await connect(inside.href);
  try {
    for (const extension of ['postgis', 'pg_trgm']) await client.query(`create extension if not exists ${extension} schema public`);
  } finally {
    await client.end();
  }
  inside.username = name;
  inside.password = password;
  return inside.href;
};

/** Drops a database and the role of its name that prepareDatabase made. */
export const dropDatabase = async (superuserUrl: string, name: string): Promise<void> => {
  const superuser = await connect(superuserUrl);
  try {
    await superuser.query(`drop database if exists ${plain(name)} with (force)`);
    // Roles that a migration made were granted by this one; the superuser takes them over first.
    await superuser.query(`reassign owned by ${name} to current_user`);
    await superuser.query(`drop owned by ${name}`);
    await superuser.query(`drop role if exists ${name}`);
  } finally {
    await superuser.end();
  }
};

/** Lets Martin sign in: migrations make its role without a password, which is no business of theirs. */
export const giveMartinPassword = async (superuserUrl: string, password: string): Promise<void> => {
  const superuser = await connect(superuserUrl);
  try {
    const { rowCount } = await superuser.query("select from pg_roles where rolname = 'martin'");
    if (rowCount === 0) await superuser.query('create role martin login nosuperuser nocreatedb nocreaterole noinherit');
    await superuser.query(`alter role martin password '${plain(password)}'`);
  } finally {
    await superuser.end();
  }
};

export type DatabaseState = { readonly state: 'usable' | 'no-postgis' | 'no-right' } | { readonly state: 'unreachable'; readonly why: string };

/** Whether a given database can hold a city: it answers, and it has PostGIS or could get it from us. */
export const inspectDatabase = async (url: string): Promise<DatabaseState> => {
  let client: pg.Client | undefined;
  try {
    client = await connect(url);
    const { rows } = await client.query<{ available: boolean; missing: boolean; mayInstall: boolean; mayCreate: boolean }>(
      `select exists (select from pg_available_extensions where name = 'postgis') as available,
              (select count(*) from pg_extension where extname in ('postgis', 'pg_trgm')) < 2 as missing,
              (select rolsuper from pg_roles where rolname = current_user) as "mayInstall",
              has_database_privilege(current_database(), 'create') as "mayCreate"`,
    );
    const found = rows[0];
    if (!found?.available) return { state: 'no-postgis' };
    return { state: (found.missing && !found.mayInstall) || !found.mayCreate ? 'no-right' : 'usable' };
  } catch (error) {
    return { state: 'unreachable', why: whyOf(error) };
  } finally {
    await client?.end().catch(() => undefined);
  }
};

/** A refused connection to a name with two addresses is an AggregateError with an empty message. */
const whyOf = (error: unknown): string => {
  if (error instanceof AggregateError) return error.errors.map((one: Error) => one.message).join('; ');
  return error instanceof Error ? error.message : String(error);
};
