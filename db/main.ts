import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dumpSchema } from './dump.ts';
import { migrate } from './migrate.ts';

/** `node db/main.ts migrate` brings DATABASE_URL to the newest schema; `dump` does so and writes schema.sql beside this file. */
const url = process.env['DATABASE_URL'];
if (!url) throw new Error('DATABASE_URL is not set');
const [command = 'migrate'] = process.argv.slice(2);
const ran = await migrate(url);
console.log(ran.length === 0 ? 'The schema is up to date.' : `Ran ${ran.join(', ')}.`);
if (command === 'dump') await writeFile(join(import.meta.dirname, 'schema.sql'), await dumpSchema(url, process.env['PG_DUMP']));
