import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { citySchema } from './pool.ts';

/** Lines that change with the version of pg_dump, or at each run, and say nothing of the schema. */
const noise = /^(\\(un)?restrict .*|-- Dumped (from|by) .*|SET .*|SELECT pg_catalog\.set_config.*|--|-- PostgreSQL database dump.*|)$/;

/** What the newest migrations and functions come to, without noise: what schema.sql holds. */
export const dumpSchema = async (url: string, program = 'pg_dump'): Promise<string> => {
  const schemas = [citySchema(), 'tiles', 'tiles_staff'].flatMap((name) => ['--schema', name]);
  const { stdout } = await promisify(execFile)(program, ['--schema-only', '--no-owner', '--no-privileges', ...schemas, url], { maxBuffer: 64 * 1024 * 1024 });
  const lines = stdout.split('\n').filter((line) => !noise.test(line));
  return `-- Made by npm run schema from migrations/ and functions/; a check fails when it differs. Not to be edited.\n${lines.join('\n')}\n`;
};
