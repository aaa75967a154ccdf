import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { clearLine } from './clear-line.ts';
import { checkout } from './cluster-folder.ts';
import { run } from './run.ts';

const built = join(checkout, 'dist/web/index.html');
/** What the web is made of. */
const sources = ['web', 'domain', 'tiles', 'vite.config.ts', 'package-lock.json'];

const newestIn = async (path: string): Promise<number> => {
  const found = await stat(path).catch(() => null);
  if (found === null) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const names = await readdir(path);
  return Math.max(found.mtimeMs, ...(await Promise.all(names.map((name) => newestIn(join(path, name))))));
};

/** Whether dist/web is missing or older than something it is made of. */
export const webIsStale = async (): Promise<boolean> => {
  const made = await newestIn(built);
  return made === 0 || Math.max(...(await Promise.all(sources.map((name) => newestIn(join(checkout, name)))))) > made;
};

export const buildWeb = async (say: (line: string) => void): Promise<void> => {
  const ran = await run(process.execPath, [join(checkout, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], { cwd: checkout, onLine: say });
  if (ran.code !== 0) throw clearLine('网页构建失败，见上。', 'The web could not be built; see above.');
};
