import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { openCityDatabase } from './city-database.ts';
import { lineOf } from './clear-line.ts';
import { checkout } from './cluster-folder.ts';

/** `node ops/with-database.ts seed/main.ts …`: runs a program with DATABASE_URL, starting the checkout's own database for it when needed. */
const runWithDatabase = async ([program = '', ...args]: string[]): Promise<number> => {
  const database = await openCityDatabase(process.env['DATABASE_URL']);
  const child = spawn(process.execPath, [join(checkout, program), ...args], {
    stdio: 'inherit',
    // A database that the program made itself holds nothing but a demonstration: seeding it adds the demo accounts, as npm start does.
    env: { ...process.env, DATABASE_URL: database.url, ...(database.isOwn ? { OWN_DATABASE: '1' } : {}) },
  });
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGINT', pass).on('SIGTERM', pass);
  const code = await new Promise<number>((resolve) => child.on('exit', (exit) => resolve(exit ?? 1)));
  await database.close();
  return code;
};

process.exitCode = await runWithDatabase(process.argv.slice(2)).catch((error: unknown) => {
  console.error(`✖ ${lineOf(error)}`);
  return 1;
});
