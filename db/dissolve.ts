import { parseArgs } from 'node:util';
import { dissolvePlace } from './dissolve-place.ts';
import { createPool } from './pool.ts';

/** `npm run dissolve -- 310108 --into 310106 --on 2015-11-04`: a district or a street becomes part of another, or gets another code. */
const usage = `npm run dissolve -- <place> --into <place> --on <date>, as in: npm run dissolve -- 310108 --into 310106 --on 2015-11-04
npm run dissolve -- <place> --as <new code> [--name 新名] [--name-en "New Name"] --on <date>   the same place under another code
a place is a district (six digits) or a street or town (nine)`;
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { into: { type: 'string' }, as: { type: 'string' }, name: { type: 'string' }, 'name-en': { type: 'string' }, on: { type: 'string' } },
});
const into = values.into ?? values.as;
const [gone] = positionals;
const url = process.env['DATABASE_URL'];
const say = (sentence: string): void => {
  console.error(sentence);
  process.exitCode = 1;
};

if (!url) say('DATABASE_URL is not set');
else if (gone === undefined || positionals.length > 1 || !into || !values.on || (values.into !== undefined && values.as !== undefined)) say(usage);
else {
  const pool = createPool(url, { max: 1 });
  try {
    const recode = values.as === undefined ? {} : { recode: { name: values.name ?? null, nameEn: values['name-en'] ?? null } };
    const moved = await dissolvePlace(pool, { gone, into, ...recode, on: values.on, now: new Date().toISOString() });
    if (moved === null) console.log(`${gone} 已并入 ${into}，无需再做。 / was dissolved into it before; nothing to do.`);
    else
      console.log(
        `${gone} → ${into}: ${moved.streets} 个街镇 / streets, ${moved.assets} 件部件 / assets, ${moved.units} 个单位 / units, ${moved.orders} 件在办工单 / open orders`,
      );
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
  } finally {
    await pool.end();
  }
}
