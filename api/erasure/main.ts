import { parseArgs } from 'node:util';
import { createPool } from '#db/pool.ts';
import { eraseOnRequest } from './erase.ts';

const usage = `npm run erase -- (--report NUMBER | --phone 13800138000) [--even-open]

Erases what a caller left (name, telephone, words, photos, address) and what was written about their orders. History and counts stay.
  --even-open  also of orders that are open: nobody can call them back then`;

const run = async (): Promise<void> => {
  const { values } = parseArgs({ options: { report: { type: 'string' }, phone: { type: 'string' }, 'even-open': { type: 'boolean', default: false } } });
  const { report, phone } = values;
  if ((report === undefined) === (phone === undefined)) throw new Error(usage);
  if (phone !== undefined && phone.replace(/\D/g, '').length < 5) throw new Error('电话号码太短。 The telephone number is too short.');
  const pool = createPool(process.env['DATABASE_URL'] ?? '', { max: 1 });
  const asked = report === undefined ? { phone: phone ?? '' } : { number: report };
  const { erased, left } = await eraseOnRequest(pool, asked, values['even-open'], new Date().toISOString()).finally(() => pool.end());
  console.log(`已清除 ${erased} 件诉求的个人信息。 / The personal data of ${erased} reports is erased.`);
  if (left > 0) console.log(`还有 ${left} 件未办结，加 --even-open 才清除。 / ${left} more belong to open orders: add --even-open.`);
};

await run().catch((error: Error) => {
  console.error(`✖ ${error.message}`);
  process.exitCode = 1;
});
