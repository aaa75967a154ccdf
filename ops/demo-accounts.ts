import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

interface DemoPerson {
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly name_en: string;
}

/** The lines that tell who may sign in to a demo city, from its folder's people.csv. */
export const describeDemoAccounts = async (cityFolder: string): Promise<string[]> => {
  const text = await readFile(join(cityFolder, 'people.csv'), 'utf8').catch(() => '');
  const people: DemoPerson[] = parse(text, { columns: true, skip_empty_lines: true, bom: true });
  const passwords = new Set(people.map((person) => person.password));
  const same = passwords.size === 1;
  const lines = people.map((person) => `  ${person.username.padEnd(22)} ${same ? '' : `${person.password}  `}${person.name} · ${person.name_en}`);
  return same ? [`  密码都是 / the password of all: ${[...passwords].join('')}`, ...lines] : lines;
};
