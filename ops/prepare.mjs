// The pre-step of `npm start` and `npm test`: plain JavaScript that the machine's own Node (20 or newer) runs, with nothing
// installed yet. It brings in what is missing and says one line about what it cannot.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { installPackages } from './prepare/packages.mjs';
import { browserPackages, composePackages, installBySystem, missingPostgres, postgresPackages } from './prepare/system.mjs';

const root = resolve(import.meta.dirname ?? '.', '..');
const forTests = process.argv.includes('--test');

/** @param {string} zh @param {string} en @returns {never} */
const stop = (zh, en) => {
  process.stderr.write(`✖ ${zh} ${en}\n`);
  process.exit(1);
};

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 20) stop(`Node ${process.version} 太旧：请安装 Node 20 或更新版本。`, `Node ${process.version} is too old: install Node 20 or newer.`);

await installPackages(root, stop);

const pinned = join(root, 'node_modules/.bin/node');
if (!existsSync(pinned))
  stop(
    '没有得到固定版本的 Node 24（仅提供 Linux x64 与 arm64）：请改用 docker compose up。',
    'The pinned Node 24 did not come (Linux x64 and arm64 only): use docker compose up.',
  );
const version = execFileSync(pinned, ['--version']).toString().trim();
if (!version.startsWith('v24.'))
  stop(
    `node_modules 里的 Node 是 ${version} 而非 24：请删除 node_modules 再试。`,
    `Node in node_modules is ${version}, not 24: remove node_modules and try again.`,
  );

const given = forTests ? process.env['TEST_DATABASE_URL'] : process.env['DATABASE_URL'];
if (!given && missingPostgres()) installBySystem('PostgreSQL + PostGIS', postgresPackages, stop);
if (forTests) {
  const wanted = () => [...browserPackages(), ...composePackages()];
  if (wanted().length > 0) installBySystem(wanted().join(' + '), wanted, stop);
  const chromium = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  if (!existsSync(chromium))
    stop(
      `没有 ${chromium}：Ubuntu 的 chromium 只有 snap，请自行安装 Chromium 或 Chrome，并设 CHROMIUM_PATH 指向它。`,
      `${chromium} did not appear: Ubuntu has chromium only as a snap; install Chromium or Chrome yourself and point CHROMIUM_PATH at it.`,
    );
}
