import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `npm ci` when package-lock.json is not the one that node_modules was made from. The stamp lies inside node_modules,
 * so that whoever removes the folder removes the stamp.
 * @param {string} root
 * @param {(zh: string, en: string) => never} stop
 */
export const installPackages = async (root, stop) => {
  const stamp = join(root, 'node_modules/.jingzheng-lock-sha256');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('安装依赖包 npm ci … / Installing packages …');
  const started = Date.now();
  // --ignore-scripts: nothing here needs an install script, and none may run.
  const args = ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  const ran = spawnSync('npm', args, { cwd: root, stdio: 'inherit' });
  if (ran.error || ran.status !== 0)
    stop(
      'npm ci 没有成功：请检查网络或 npm 源（npm config get registry）再试。',
      'npm ci failed: check the network or the registry (npm config get registry) and try again.',
    );
  writeFileSync(stamp, wanted);
  console.log(`  ${((Date.now() - started) / 1000).toFixed(0)} s`);
};
