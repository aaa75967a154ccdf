import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dumpSchema } from '#db/dump.ts';
import { migrate } from '#db/migrate.ts';
import { dropDatabase, prepareDatabase } from '#db/prepare-database.ts';
import { checkout, findPostgres } from '../cluster-folder.ts';
import { type Stage, verdictOf } from './stage.ts';

const firstDifference = (wanted: string, found: string): string => {
  const [a, b] = [wanted.split('\n'), found.split('\n')];
  const at = a.findIndex((line, i) => line !== b[i]);
  return `line ${at + 1}: schema.sql says ${JSON.stringify(a[at])}, the migrations come to ${JSON.stringify(b[at])}`;
};

/** What migrations and functions come to in a database made for this and dropped again. */
export const freshSchema = async (superuserUrl: string): Promise<string> => {
  const name = `schema_${process.pid}`;
  const url = await prepareDatabase(superuserUrl, name, 'a_short_life');
  try {
    await migrate(url, 'city');
    return await dumpSchema(url, join(await findPostgres(null), 'pg_dump'));
  } finally {
    await dropDatabase(superuserUrl, name);
  }
};

export const schemaFile = join(checkout, 'db/schema.sql');

/** db/schema.sql against a database that was migrated from nothing. */
export const schemaDrift = (superuserUrl: string): Stage => ({
  name: 'schema',
  run: async () => {
    const found = await freshSchema(superuserUrl);
    const wanted = await readFile(schemaFile, 'utf8').catch(() => '');
    return verdictOf(wanted === found ? [] : [`db/schema.sql differs; run npm run schema and read what changed. ${firstDifference(wanted, found)}`]);
  },
});
