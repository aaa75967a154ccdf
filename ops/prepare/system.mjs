import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';

const postgresRoot = '/usr/lib/postgresql';

/** Whether no PostgreSQL with PostGIS is installed whose programs we could start. */
export const missingPostgres = () =>
  !(existsSync(postgresRoot) ? readdirSync(postgresRoot) : []).some(
    (version) => existsSync(`${postgresRoot}/${version}/bin/pg_ctl`) && existsSync(`${postgresRoot}/${version}/lib/postgis-3.so`),
  );

/** The newest `postgresql-N-postgis-3` that this system offers, with its server. */
export const postgresPackages = () => {
  const found = spawnSync('apt-cache', ['search', '--names-only', '^postgresql-[0-9]+-postgis-3$']).stdout?.toString() ?? '';
  const versions = [...found.matchAll(/^postgresql-(\d+)-postgis-3 /gm)].map((match) => Number(match[1]));
  if (versions.length === 0) return [];
  const newest = Math.max(...versions);
  return [`postgresql-${newest}`, `postgresql-${newest}-postgis-3`];
};

/** What the browser tests lack: Chromium, and a font without which every Chinese label is an empty box. */
export const browserPackages = () => {
  const wanted = [];
  if (!process.env['CHROMIUM_PATH'] && !existsSync('/usr/bin/chromium')) wanted.push('chromium');
  if (!existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')) wanted.push('fonts-noto-cjk');
  return wanted;
};

const succeeds = (/** @type {string} */ program, /** @type {string[]} */ args) => spawnSync(program, args, { stdio: 'ignore' }).status === 0;

/**
 * A client that can read the compose file; no engine is needed for that. Where it cannot be had (not in apt's lists, nobody to install
 * it), the check says that it was skipped, and only continuous integration takes that for a failure.
 */
export const composePackages = () => {
  if (succeeds('docker', ['compose', 'version']) || succeeds('docker-compose', ['version'])) return [];
  const mayInstall = process.getuid?.() === 0 || succeeds('sudo', ['-V']);
  const known = spawnSync('apt-cache', ['search', '--names-only', '^docker-compose$']).stdout?.toString() ?? '';
  return mayInstall && known.trim() !== '' ? ['docker-compose'] : [];
};

/**
 * Installs packages of the system by apt, as root or by sudo.
 * @param {string} what for the person who waits
 * @param {() => string[]} names asked again after apt's lists were fetched
 * @param {(zh: string, en: string) => never} stop
 */
export const installBySystem = (what, names, stop) => {
  if (!succeeds('apt-get', ['--version']))
    stop(
      `缺少 ${what}，而此系统没有 apt：请用 docker compose up，或设置 DATABASE_URL 指向已有的 PostGIS。`,
      `${what} is missing and this system has no apt: use docker compose up, or set DATABASE_URL to an existing PostGIS.`,
    );
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && !succeeds('sudo', ['-V']))
    stop(
      `缺少 ${what}，而当前用户不是 root、也没有 sudo：请让管理员安装（见 README），或设置 DATABASE_URL。`,
      `${what} is missing and there is neither root nor sudo: ask an administrator to install it (see README), or set DATABASE_URL.`,
    );
  const asRoot = (/** @type {string[]} */ command, /** @type {string | undefined} */ input = undefined) => {
    const [program = '', ...args] = isRoot ? command : ['sudo', ...command];
    // sudo drops the environment, so that the two settings ride on the command line by env.
    return spawnSync(program, args, {
      stdio: [input === undefined ? 'inherit' : 'pipe', input === undefined ? 'inherit' : 'ignore', 'inherit'],
      ...(input === undefined ? {} : { input }),
    });
  };
  // A new machine updates itself just when somebody first tries this: the other one is waited for, not told as a failure.
  const apt = (/** @type {string[]} */ args) =>
    asRoot(['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', '-o', 'DPkg::Lock::Timeout=300', ...args]).status === 0;

  const started = Date.now();
  console.log(`安装 ${what}（apt${isRoot ? '' : '，需要 sudo'}）… / Installing ${what} by apt …`);
  const updated = apt(['update']);
  const packages = names();
  if (packages.length === 0)
    stop(
      updated
        ? `此系统的软件源没有 ${what}：请用 docker compose up，或设置 DATABASE_URL。`
        : `无法更新软件源，找不到 ${what}：请检查网络，或设置 DATABASE_URL。`,
      updated
        ? `This system's sources have no ${what}: use docker compose up, or set DATABASE_URL.`
        : `apt's lists could not be fetched, so ${what} was not found: check the network, or set DATABASE_URL.`,
    );
  if (packages.some((name) => name.startsWith('postgresql'))) forbidMainCluster(asRoot);
  if (!apt(['install', '-y', '--no-install-recommends', ...packages]))
    stop(
      `apt 未能安装 ${packages.join(' ')}：请检查网络或手动安装，或用 docker compose up / DATABASE_URL。`,
      `apt could not install ${packages.join(' ')}: check the network or install by hand, or use docker compose up or DATABASE_URL.`,
    );
  console.log(`  ${((Date.now() - started) / 1000).toFixed(0)} s`);
};

/** Debian makes and starts a cluster of its own at install unless told; where PostgreSQL is at home already, that is its owner's matter. */
const forbidMainCluster = (/** @type {(command: string[], input?: string) => unknown} */ asRoot) => {
  if (existsSync('/usr/share/postgresql-common') || existsSync('/etc/postgresql-common/createcluster.conf')) return;
  asRoot(['mkdir', '-p', '/etc/postgresql-common']);
  asRoot(['tee', '/etc/postgresql-common/createcluster.conf'], 'create_main_cluster = false\n');
};
