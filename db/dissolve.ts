import { parseArgs } from 'node:util';
import { dissolveDistrict } from './dissolve-district.ts';
import { createPool } from './pool.ts';

/** `npm run dissolve -- 310108 --into 310106 --on 2015-11-04`: a district becomes part of another by decree. */
const usage = 'npm run dissolve -- <district> --into <district> --on <date>, as in: npm run dissolve -- 310108 --into 310106 --on 2015-11-04';
const { positionals, values } = parseArgs({ allowPositionals: true, options: { into: { type: 'string' }, on: { type: 'string' } } });
const [gone] = positionals;
const url = process.env['DATABASE_URL'];
const say = (sentence: string): void => {
  console.error(sentence);
  process.exitCode = 1;
};

if (!url) say('DATABASE_URL is not set');
else if (gone === undefined || positionals.length > 1 || !values.into || !values.on) say(usage);
else {
  const pool = createPool(url, { max: 1 });
  try {
    const moved = await dissolveDistrict(pool, { gone, into: values.into, on: values.on, now: new Date().toISOString() });
    if (moved === null) console.log(`${gone} 已并入 ${values.into}，无需再做。 / was dissolved into it before; nothing to do.`);
    else
      console.log(
        `${gone} → ${values.into}: ${moved.streets} 个街镇 / streets, ${moved.assets} 件部件 / assets, ${moved.units} 个单位 / units, ${moved.orders} 件在办工单 / open orders`,
      );
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
  } finally {
    await pool.end();
  }
}
