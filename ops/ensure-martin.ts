import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { clearLine } from './clear-line.ts';
import { checkout } from './cluster-folder.ts';
import { run } from './run.ts';

const version = '1.14.0';
const target = join(checkout, '.data/bin/martin');

/** Where a Martin lies already: MARTIN_BIN, this checkout's .data/bin, the PATH, or beside the checkout. */
const findMartin = (): string | undefined => {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'martin'));
  const given = process.env['MARTIN_BIN'];
  return [...(given ? [given] : []), target, ...onPath, join(checkout, '../shared/bin/martin')].find((path) => existsSync(path));
};

/** Gives the tests a Martin: one that is here already, else built by cargo, which takes about eight minutes on two cores. */
export const ensureMartin = async (say: (line: string) => void): Promise<string> => {
  const found = findMartin();
  if (found === target) return target;
  await mkdir(join(checkout, '.data/bin'), { recursive: true });
  if (found !== undefined) {
    await copyFile(found, target);
    return target;
  }
  if ((await run('cargo', ['--version'])).code !== 0)
    throw clearLine(
      '没有找到 Martin，也没有 cargo：请安装 Rust（https://rustup.rs）或把 MARTIN_BIN 指向 Martin 1.14。',
      'There is no Martin and no cargo to build it: install Rust (https://rustup.rs), or point MARTIN_BIN at a Martin 1.14.',
    );
  say(`编译 Martin ${version}，约十分钟 / building Martin ${version} takes about ten minutes`);
  const root = join(checkout, '.data/martin-build');
  // --locked: without it a newer Rust is wanted. No default features: the tests need PostgreSQL alone.
  const args = ['install', 'martin', '--locked', '--version', version, '--no-default-features', '--features', 'postgres', '--root', root];
  const built = await run('cargo', args, { onLine: say });
  if (built.code !== 0) throw clearLine('Martin 编译失败，见上。', 'Martin could not be built; see above.');
  await copyFile(join(root, 'bin/martin'), target);
  await rm(root, { recursive: true, force: true });
  return target;
};
