import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProgram } from './kills.ts';
import type { Storm, Struck, Told } from './storm-clients.ts';

/** Where the servers of a storm find what they work on. */
export interface Ground {
  readonly url: string;
  readonly importFolder: string;
}

/** What an overloaded machine, or a database that was killed, lets a server say: an honest 503, told to who asked, is no fault either. */
const honest =
  /"code":"(unavailable|57P\d\d|08\d\d\d|E[A-Z]+)"|57P0\d|connect E[A-Z]+|ECONNRE|EPIPE|timeout exceeded when trying to connect|Connection terminated|is not queryable/;

export const startServer = (port: number, { url, importFolder }: Ground, told: Told) => {
  const child = startProgram(port, url, { LOG_LEVEL: 'error', IMPORT_FOLDER: importFolder }, 'pipe');
  const hear = (line: string) => honest.test(line) || told.cries.push(line.slice(0, 1500));
  if (child.stdout) createInterface({ input: child.stdout }).on('line', hear);
  return child;
};

export const endServer = async ({ child }: Struck, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
};

export const answers = async ({ port }: Struck): Promise<void> => {
  const isUp = () =>
    fetch(`http://127.0.0.1:${port}/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isUp())) await sleep(50);
};

export interface Kills {
  readonly server: number;
  readonly database: number;
}

/** Two in three are a server's. */
const isDatabases = (nth: number): boolean => nth % 3 === 2;

/**
 * Now and then one of the two servers is killed with signal 9, or the database under both, and started again.
 * @param strike kills the database and starts it again; null: it is shared with others, and spared
 */
export const strikeForEver = async (storm: Storm, ground: Ground, everyMs: number, strike: (() => Promise<void>) | null): Promise<Kills> => {
  const kills = { server: 0, database: 0 };
  for (let wait = everyMs; !storm.isOver(); wait -= 100) {
    await sleep(100);
    if (wait > 0) continue;
    wait = everyMs;
    if (strike !== null && isDatabases(kills.server + kills.database)) {
      await strike();
      await Promise.all(storm.servers.map(answers)); // a server that starts while there is no database ends
      kills.database += 1;
      continue;
    }
    const victim = storm.servers[kills.server % storm.servers.length] as Struck;
    await endServer(victim, 'SIGKILL');
    victim.child = startServer(victim.port, ground, storm.told);
    await answers(victim);
    kills.server += 1;
  }
  return kills;
};
