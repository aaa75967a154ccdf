import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, readlink, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clearLine } from './clear-line.ts';
import { type ClusterFolder, findPostgres, placeCluster } from './cluster-folder.ts';
import { clusterSettings, socketFolder } from './cluster-settings.ts';
import { run } from './run.ts';

export interface Cluster {
  /** Superuser's address of the database `postgres`. */
  readonly url: string;
  readonly port: number;
  readonly folder: string;
  /** PostgreSQL's own programs of the same version. */
  readonly programs: string;
  /** True when it was already running, left by a start that was killed or still in use by another. */
  readonly adopted: boolean;
  stop(): Promise<void>;
}

export interface ClusterChoice {
  /** Its folder's name: 'main', 'test'. */
  readonly name: string;
  /** Nothing survives a crash, and everything is faster: for tests alone. */
  readonly forTests?: boolean;
  /** The folder that holds the clusters; the checkout's .data when not given. */
  readonly within?: string;
}

const firstPort = 54_321;

/**
 * Starts this checkout's own PostgreSQL, making it first when there is none: own socket folder, own port on 127.0.0.1,
 * a password that only its user can read, never as root. Calling it again, or after kill -9, finds or recovers it.
 */
export const startCluster = async (choice: ClusterChoice): Promise<Cluster> => {
  const place = await placeCluster(choice.name, choice.within);
  const data = join(place.folder, 'pg');
  const version = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => null);
  const programs = await findPostgres(version?.trim() ?? null);
  if (version === null) await createCluster(place, programs);
  const password = (await readFile(join(place.folder, 'password'), 'utf8')).trim();
  const running = await runningPort(data);
  const port = running ?? (await startPostmaster(place, programs, choice.forTests ?? false));
  return {
    url: `postgres://postgres:${password}@${hostOf(place.folder, port)}:${port}/postgres`,
    port,
    folder: place.folder,
    programs,
    adopted: running !== null,
    stop: () => stopPostmaster(place, programs),
  };
};

/** Its socket, over which a statement costs a tenth less of both processors than over TCP; 127.0.0.1 where the path is too long for one. */
const hostOf = (folder: string, port: number): string => {
  const socket = socketFolder(folder);
  return socket !== '' && existsSync(join(socket, `.s.PGSQL.${port}`)) ? encodeURIComponent(socket) : '127.0.0.1';
};

/** initdb into a folder beside, renamed when whole: a start that was killed half-way leaves nothing that looks finished. */
const createCluster = async (place: ClusterFolder, programs: string): Promise<void> => {
  const unfinished = join(place.folder, 'pg.unfinished');
  await rm(unfinished, { recursive: true, force: true });
  await writeOwned(place, 'password', `${randomBytes(24).toString('hex')}\n`);
  const args = ['--pgdata', unfinished, '--username=postgres', '--encoding=UTF8', '--locale=C.UTF-8', '--auth=scram-sha-256', '--no-sync'];
  const made = await run(join(programs, 'initdb'), [...args, `--pwfile=${join(place.folder, 'password')}`], { as: place.user });
  if (made.code !== 0) throw clearLine(`无法建立数据库目录 ${place.folder}：`, `The database could not be created: ${lastLine(made.output)}`);
  await rename(unfinished, join(place.folder, 'pg'));
};

const startPostmaster = async (place: ClusterFolder, programs: string, forTests: boolean): Promise<number> => {
  const data = join(place.folder, 'pg');
  const version = Number(await readFile(join(data, 'PG_VERSION'), 'utf8'));
  await forgetDeadPostmaster(data);
  const log = join(place.folder, 'postgres.log');
  for (let attempt = 1; ; attempt++) {
    const port = await choosePort(place);
    await writeOwned(place, 'pg/postgresql.auto.conf', clusterSettings({ port, folder: place.folder, version, forTests }));
    await mkdir(join(place.folder, 'socket'), { recursive: true, mode: 0o700 });
    await giveTo(place, 'socket');
    await rm(log, { force: true }); // one start's log is enough to read, and it cannot fill the disk
    const started = await run(join(programs, 'pg_ctl'), ['start', '-w', '-s', '-t', '120', '-D', data, '-l', log], { as: place.user });
    if (started.code === 0) return port;
    const said = await readFile(log, 'utf8').catch(() => started.output);
    // Backends of a killed postmaster end the statement that they are at before they notice, and another program may have taken the port meanwhile.
    if (attempt === (isHeld(said) ? 40 : 4)) throw clearLine('数据库无法启动：', `The database does not start; see ${log}: ${failureIn(said)}`);
    await sleep(1_000 * Math.min(attempt, 3));
  }
};

const isHeld = (said: string): boolean => said.includes('pre-existing shared memory block');
const failureIn = (said: string): string => said.split('\n').findLast((line) => line.includes('FATAL')) ?? lastLine(said);

const stopPostmaster = async (place: ClusterFolder, programs: string): Promise<void> => {
  const data = join(place.folder, 'pg');
  const stop = (mode: string) => run(join(programs, 'pg_ctl'), ['stop', '-s', '-w', '-t', '20', '-m', mode, '-D', data], { as: place.user });
  if ((await runningPort(data)) === null) return;
  if ((await stop('fast')).code !== 0 && (await runningPort(data)) !== null) await stop('immediate');
};

/** The port of a living postmaster of this data folder; null when none lives, whatever postmaster.pid says. */
const runningPort = async (data: string): Promise<number | null> => {
  const [pid, , , port] = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  if (!pid || !(await isPostmaster(pid, data))) return null;
  return port ? Number(port) : null;
};

/** A pid alone proves nothing, since numbers are used again: a postmaster works in its data folder. */
const isPostmaster = async (pid: string, data: string): Promise<boolean> => (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === data;

/** PostgreSQL itself refuses to start when the dead postmaster's number now belongs to another of the user's programs. */
const forgetDeadPostmaster = async (data: string): Promise<void> => {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const [pid] = (await readFile(file, 'utf8')).split('\n');
  if (!pid || !(await isPostmaster(pid, data))) await rm(file, { force: true });
};

/** The port of last time when it is free, or soon is; else the next free one, remembered in the file `port`. */
const choosePort = async (place: ClusterFolder): Promise<number> => {
  const remembered = Number(await readFile(join(place.folder, 'port'), 'utf8').catch(() => ''));
  // Who talks to it knows it by that port, and who was killed there lets go of it in a moment.
  for (let tries = 0; remembered > 0 && tries < 12; tries++) {
    if (await isPortFree(remembered)) return remembered;
    await sleep(250);
  }
  for (let port = remembered || firstPort; port < 65_000; port++) {
    if (!(await isPortFree(port))) continue;
    await writeOwned(place, 'port', `${port}\n`);
    return port;
  }
  throw clearLine('没有空闲的端口给数据库。', 'No port is free for the database.');
};

/** Whether 127.0.0.1:port can be listened on right now. */
export const isPortFree = (port: number, host = '127.0.0.1'): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });

const writeOwned = async (place: ClusterFolder, name: string, text: string): Promise<void> => {
  await writeFile(join(place.folder, name), text, { mode: 0o600 });
  await giveTo(place, name);
};

const giveTo = async (place: ClusterFolder, name: string): Promise<void> => {
  if (place.user) await chown(join(place.folder, name), place.user.uid, place.user.gid);
};

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
