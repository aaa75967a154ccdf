import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectDatabase, prepareDatabase } from '#db/prepare-database.ts';
import { clearLine } from './clear-line.ts';
import { checkout } from './cluster-folder.ts';
import { joinCluster } from './join-cluster.ts';

export interface CityDatabase {
  readonly url: string;
  /** The program made it itself; false: DATABASE_URL named it. */
  readonly isOwn: boolean;
  /** The last program of this checkout to leave its own database stops it. */
  close(): Promise<void>;
}

/** The database to work on: DATABASE_URL's when it is set and usable, else the checkout's own. */
export const openCityDatabase = async (givenUrl: string | undefined): Promise<CityDatabase> => {
  if (givenUrl) {
    await refuseUnusable(givenUrl);
    return { url: givenUrl, isOwn: false, close: async () => undefined };
  }
  const cluster = await joinCluster({ name: 'main' });
  // Derived, so that nothing has to be kept but the superuser's, and that two programs at once agree on it.
  const password = createHash('sha256')
    .update(`${cluster.url.split('@')[0]} jingzheng`)
    .digest('hex');
  const url = await prepareDatabase(cluster.url, 'jingzheng', password);
  await writeFile(join(checkout, '.data/database-url'), `${url}\n`, { mode: 0o600 });
  return { url, isOwn: true, close: cluster.leave };
};

const refuseUnusable = async (url: string): Promise<void> => {
  if (!URL.canParse(url))
    throw clearLine('DATABASE_URL 不是 postgres://… 地址。', 'DATABASE_URL is no address of the form postgres://user:password@host:5432/database.');
  const found = await inspectDatabase(url);
  const { host, pathname } = new URL(url); // never the password
  const where = `${host}${pathname}`;
  if (found.state === 'unreachable')
    throw clearLine(
      `连不上 DATABASE_URL（${where}）：请检查地址、密码，以及数据库是否在运行。`,
      `DATABASE_URL (${where}) cannot be reached: check address, password and that it runs (${found.why}).`,
    );
  if (found.state === 'no-postgis')
    throw clearLine(
      `${where} 没有 PostGIS：请在该服务器安装 postgis 扩展，或去掉 DATABASE_URL 用自带数据库。`,
      `${where} has no PostGIS: install it on that server (Debian: postgresql-N-postgis-3), or unset DATABASE_URL to use one of our own.`,
    );
  if (found.state === 'no-right')
    throw clearLine(
      `DATABASE_URL 的用户无权在 ${where} 建立扩展或模式：请由管理员执行 create extension postgis; create extension pg_trgm; 并授予 CREATE 权限。`,
      `The user of DATABASE_URL may not create extensions or schemas in ${where}: have an administrator run "create extension postgis; create extension pg_trgm;" there and grant CREATE on the database.`,
    );
};
