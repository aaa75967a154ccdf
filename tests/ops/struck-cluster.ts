import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Cluster, startCluster } from '../../ops/cluster.ts';
import { freePort } from '../support/free-port.ts';

/** A PostgreSQL of one's own that may be killed. */
export interface StruckCluster {
  /** Stays the same through all its lives. */
  readonly url: string;
  /** Kills it with signal 9, and starts it again at once. */
  strike(): Promise<void>;
  /** Deadlocks of all its lives, out of its log: a crash forgets what was counted. */
  deadlocks(): Promise<number>;
}

/** Killed, and gone: a start beside a dying postmaster would take it for a living one. */
const kill = async ({ folder }: Cluster): Promise<void> => {
  const pid = Number((await readFile(join(folder, 'pg/postmaster.pid'), 'utf8')).split('\n')[0]);
  process.kill(pid, 'SIGKILL');
  while ((await readlink(`/proc/${pid}/cwd`).catch(() => null)) !== null) await sleep(10);
};

const deadlocksIn = async ({ folder }: Cluster): Promise<number> =>
  (await readFile(join(folder, 'postgres.log'), 'utf8')).split('ERROR:  deadlock detected').length - 1;

/** A cluster in a folder of its own, as durable as the one in service; gone again after the work. @param name the folder's */
export const withStruckCluster = async <T>(name: string, work: (cluster: StruckCluster) => Promise<T>): Promise<T> => {
  const within = await mkdtemp(join(tmpdir(), `jingzheng-${name}-`));
  await promisify(execFile)('chmod', ['755', within]);
  // Not one of the row that clusters are given from: the next of them to start would take it from one that is down.
  await mkdir(join(within, name));
  await writeFile(join(within, name, 'port'), `${await freePort()}\n`);
  const start = () => startCluster({ name, within });
  try {
    let cluster = await start();
    const { url } = cluster;
    let before = 0;
    const strike = async () => {
      await kill(cluster);
      before += await deadlocksIn(cluster); // a start begins its log anew
      cluster = await start();
      if (cluster.url !== url) throw new Error('the database came back elsewhere: its servers wait for it in vain');
    };
    try {
      return await work({ url, strike, deadlocks: async () => before + (await deadlocksIn(cluster)) });
    } finally {
      await cluster.stop();
    }
  } finally {
    await rm(within, { recursive: true, force: true });
  }
};
