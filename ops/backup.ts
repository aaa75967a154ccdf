import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { backUp, restore } from '#db/backup.ts';
import { findPostgres } from './cluster-folder.ts';

/** `npm run backup -- FILE` and `npm run restore -- FILE [--replace]`. */
const usage = `npm run backup -- FILE
npm run restore -- FILE [--replace]

  --replace  puts the backup in the place of the city that stands in the database`;

const main = async (): Promise<void> => {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { replace: { type: 'boolean', default: false } } });
  const [what, file] = positionals;
  if (positionals.length !== 2 || file === undefined || (what !== 'make' && what !== 'put-back')) throw new Error(usage);
  const url = process.env['DATABASE_URL'] ?? '';
  const programs = await findPostgres(null);
  if (what === 'make') {
    await backUp(url, file, programs);
    const { size } = await stat(file);
    console.log(`已备份 / backed up: ${file}  ${(size / 1024 / 1024).toFixed(1)} MB`);
    return;
  }
  await restore(url, file, programs, values.replace);
  console.log('已恢复；角色和令牌是备份时的样子，所有人需要重新登录。 / Put back. Roles and tokens are as they were then; everybody signs in anew.');
};

await main().catch((error: Error) => {
  console.error(`✖ ${error.message}`);
  process.exitCode = 1;
});
