import { parseArgs } from 'node:util';
import { migrate } from '#db/migrate.ts';
import { createPool } from '#db/pool.ts';
import { makeAdministrator } from './first-administrator.ts';

const usage = `npm run administrator -- USERNAME [--name 王芳] [--name-en "Wang Fang"] [--url https://…]

Makes somebody an administrator of the whole city and prints the link by which they set a password (good for three days, used once).
  --url  where people reach the service; PUBLIC_URL unless told`;

const run = async (): Promise<void> => {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { name: text, 'name-en': text, url: text } });
  const [username] = positionals;
  if (username === undefined || positionals.length > 1) throw new Error(usage);
  if (!/^[a-z0-9][a-z0-9._-]{1,63}$/.test(username)) throw new Error('用户名只用小写字母、数字和 . _ - A user name has small letters, digits and . _ -');
  const url = process.env['DATABASE_URL'] ?? '';
  await migrate(url);
  const pool = createPool(url, { max: 1 });
  const publicUrl = values.url ?? process.env['PUBLIC_URL'] ?? 'http://127.0.0.1:3000';
  const name = { zh: values.name ?? username, en: values['name-en'] ?? values.name ?? username };
  const made = await makeAdministrator(pool, { username, name, publicUrl, now: new Date().toISOString() }).finally(() => pool.end());
  console.log(`${username}: ${made.isNew ? '新建管理员 / a new administrator' : '已是管理员，链接已更新 / an administrator with a new link'}`);
  console.log(`${made.link}\n有效至 / good until ${made.expiresAt}`);
};

await run().catch((error: Error) => {
  console.error(`✖ ${error.message}`);
  process.exitCode = 1;
});
