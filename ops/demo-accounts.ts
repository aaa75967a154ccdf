import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { listDemoAccounts } from '#db/queries/people/people.ts';
import type { Connection } from '#db/sql.ts';

/** The passwords that a city's folder gives its demo people, by user name; none where it gives none. */
const readPasswords = async (cityFolder: string): Promise<ReadonlyMap<string, string>> => {
  const text = await readFile(join(cityFolder, 'people.csv'), 'utf8').catch(() => '');
  const people: { username: string; password: string }[] = parse(text, { columns: true, skip_empty_lines: true, bom: true });
  return new Map(people.map(({ username, password }) => [username, password]));
};

/**
 * The lines that tell who may sign in to a demo city: the people it has, as its sign-in page lists them, with the passwords from the
 * folder that it was laid from. No line for a city that is no demo.
 */
export const describeDemoAccounts = async (connection: Connection, cityFolder: string): Promise<string[]> => {
  const accounts = await listDemoAccounts(connection);
  if (!accounts || accounts.length === 0) return [];
  const passwords = await readPasswords(cityFolder);
  const known = accounts.map(({ username }) => passwords.get(username));
  const same = new Set(known).size === 1 ? known[0] : undefined;
  const lines = accounts.map(({ username, name, grants }, i) => {
    const scopes = grants.flatMap(({ place, unit }) => place?.name.zh ?? unit?.name.zh ?? []).join('、');
    return `  ${username.padEnd(20)} ${same === undefined ? `${known[i] ?? '—'}  ` : ''}${name.zh} · ${name.en} · ${scopes}`;
  });
  return ['演示账号 / demo accounts:', ...(same === undefined ? [] : [`  密码都是 / the password of all: ${same}`]), ...lines];
};
