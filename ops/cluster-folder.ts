import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, lstat, mkdir, readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { clearLine } from './clear-line.ts';
import { run, type SystemUser } from './run.ts';

export const checkout = resolve(import.meta.dirname, '..');

/** Eight characters that tell one checkout from another on the same machine. */
export const checkoutHash = (folder = checkout): string => createHash('sha256').update(folder).digest('hex').slice(0, 8);

export interface ClusterFolder {
  /** 0700, of the user that the cluster runs as: pg, password, port, postgres.log. */
  readonly folder: string;
  /** null: whoever started us. */
  readonly user: SystemUser | null;
}

/** The user `postgres`, whom Debian's packages create. PostgreSQL refuses to run as root. */
const postgresUser = async (): Promise<SystemUser> => {
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((l) => l.startsWith('postgres:'));
  const [name, , uid, gid] = line?.split(':') ?? [];
  if (name === undefined || uid === undefined || gid === undefined)
    throw clearLine(
      '以 root 运行时需要系统用户 postgres，此机没有：请安装 postgresql-common，或改用普通用户运行。',
      'Run as root this needs the system user postgres, which is missing: install postgresql-common, or run as a normal user.',
    );
  return { name, uid: Number(uid), gid: Number(gid) };
};

/** Whether the user can write a file in a folder: its parents may be closed, or the disk may not know its id. */
const canWrite = async (user: SystemUser, folder: string): Promise<boolean> =>
  (await run('/bin/sh', ['-c', 'cd "$1" && : > .writable && rm .writable', 'sh', folder], { as: user })).code === 0;

/**
 * Where a cluster lies and who runs it. As a normal user: `.data/<name>` of the checkout, its own. As root: the same
 * place handed to `postgres`; where that user cannot reach it (a checkout under /root), /var/lib/jingzheng/<hash>.
 */
export const placeCluster = async (name: string, within = join(checkout, '.data')): Promise<ClusterFolder> => {
  const folder = join(within, name);
  if (process.getuid?.() !== 0) return { folder: await ownFolder(folder), user: null };
  const user = await postgresUser();
  const elsewhere = join('/var/lib/jingzheng', checkoutHash(within), name);
  for (const candidate of existsSync(join(elsewhere, 'pg')) ? [elsewhere, folder] : [folder, elsewhere]) {
    await mkdir(candidate, { recursive: true, mode: 0o755 });
    await chown(candidate, user.uid, user.gid).catch(() => undefined);
    await run('chmod', ['700', candidate]);
    if (await canWrite(user, candidate)) return { folder: candidate, user };
  }
  throw clearLine(
    `用户 postgres 无法写入 ${folder} 和 ${elsewhere}：请改用普通用户运行，或设置 DATABASE_URL。`,
    `The user postgres can write neither ${folder} nor ${elsewhere}: run as a normal user, or set DATABASE_URL.`,
  );
};

const ownFolder = async (folder: string): Promise<string> => {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 }).then(
    () => lstat(folder),
    () => null,
  );
  if (made?.uid === process.getuid?.()) return folder;
  throw clearLine(
    `${folder} 不属于当前用户（以前可能用 root 运行过）：请用原来的用户运行，或删除该目录。`,
    `${folder} does not belong to you (perhaps it was started as root before): run as that user, or remove the folder.`,
  );
};

/**
 * The folder of PostgreSQL's programs (initdb, pg_ctl, pg_dump).
 * @param wanted major version that an existing cluster was made with; null takes the newest that has PostGIS
 */
export const findPostgres = async (wanted: string | null): Promise<string> => {
  const root = '/usr/lib/postgresql';
  const versions = (await readdir(root).catch(() => [])).sort((a, b) => Number(b) - Number(a));
  const usable = versions.filter((v) => existsSync(join(root, v, 'bin/pg_ctl')) && existsSync(join(root, v, 'lib/postgis-3.so')));
  const found = wanted === null ? usable[0] : usable.find((v) => v === wanted);
  if (found !== undefined) return join(root, found, 'bin');
  if (wanted !== null && usable.length > 0)
    throw clearLine(
      `.data 里的数据库由 PostgreSQL ${wanted} 建立，此机已无该版本：请安装 postgresql-${wanted}-postgis-3，或移走 .data 重新开始。`,
      `The database in .data was made by PostgreSQL ${wanted}, which is gone: install postgresql-${wanted}-postgis-3, or move .data away and begin anew.`,
    );
  throw clearLine(
    '没有找到 PostgreSQL 与 PostGIS：请运行 npm start 自动安装，或用 docker compose up，或设置 DATABASE_URL。',
    'PostgreSQL with PostGIS was not found: npm start installs it on Debian and Ubuntu; elsewhere use docker compose up, or set DATABASE_URL.',
  );
};
