import { expect, it } from 'vitest';
import type { Pool } from '#db/pool.ts';
import { affected, oneRow, sql } from '#db/sql.ts';
import { wordError } from '#domain/contract/errors.ts';
import { emptyRegistry } from './empty-registry.ts';
import { scratchFolder } from './scratch.ts';
import { apply, check } from './take-in.ts';

const folder = scratchFolder();
let pool: Pool;
emptyRegistry('file', (fresh) => {
  pool = fresh;
});

/** Storm wells of the West District, some 30 m apart; a row may bear a number of its own. */
const storm = (name: string, fromLon: number, numbers: readonly (string | null)[]) =>
  folder.write(name, `ObjID,小类名称,x,y\n${numbers.map((number, i) => `${number ?? ''},雨水,${(fromLon + i * 0.0003).toFixed(5)},30.01001`).join('\n')}\n`);
const leave = (left: number) =>
  affected(
    pool,
    sql`insert into asset_serials (prefix, last) values ('9901010103', ${999_899 - left}) on conflict (prefix) do update set last = excluded.last`,
  );
const stands = () =>
  oneRow<{ assets: number; last: number }>(
    pool,
    sql`select (select count(*)::integer from assets) as assets, (select last from asset_serials where prefix = '9901010103') as last`,
  );

it('an import that would run a range full says so in its dry run and is refused before its first row is written', async () => {
  await leave(2);
  const checked = await check(pool, await storm('three.csv', 120.021, [null, null, null]));
  expect(checked).toMatchObject({
    state: 'checked',
    counts: { fresh: 3 },
    ranges: [{ prefix: '9901010103', district: { zh: '西区' }, className: { en: 'Storm-water well' }, wanted: 3, left: 2 }],
  });
  const refused = await apply(pool, checked);
  expect(refused).toMatchObject({ state: 'checked', appliedUpto: 0, rejection: { code: 'import-range-full' } });
  expect(wordError('import-range-full', 'zh', refused.rejection?.params)).toBe(
    '西区雨水井盖（9901010103）只剩 2 个编号，这个文件要 3 个，所以没有写入。请联系管理员。',
  );
  expect(await stands()).toEqual({ assets: 0, last: 999_897 });
});

it('rows that keep a number of their own take none, but what they keep is no longer left to mint', async () => {
  await leave(3);
  const own = '9901010103999898';
  const checked = await check(pool, await storm('own.csv', 120.024, [own, null, null]));
  expect(checked.ranges).toMatchObject([{ wanted: 2, left: 2 }]);
  expect(await apply(pool, checked)).toMatchObject({ state: 'applied', rejection: null, counts: { adopted: 1 } });
  expect(await stands()).toEqual({ assets: 3, last: 999_899 });
  const more = await check(pool, await storm('more.csv', 120.028, [null]));
  expect(more.ranges).toMatchObject([{ wanted: 1, left: 0 }]);
  expect(await apply(pool, more)).toMatchObject({ state: 'checked', rejection: { code: 'import-range-full' } });
});

it('a range that is left with fewer than a tenth of its numbers is warned of, and taken; one with more is not spoken of', async () => {
  await affected(pool, sql`insert into asset_serials (prefix, last) values ('9901010102', ${999_899 - 100_001})`);
  const sewage = (name: string, rows: number) =>
    folder.write(name, `小类名称,x,y\n${Array.from({ length: rows }, (_, i) => `污水,${(120.032 + i * 0.0003).toFixed(5)},30.01001`).join('\n')}\n`);
  expect((await check(pool, await sewage('one.csv', 1))).ranges).toEqual([]);
  const two = await check(pool, await sewage('two.csv', 2));
  expect(two.ranges).toMatchObject([{ prefix: '9901010102', wanted: 2, left: 100_001 }]);
  expect(await apply(pool, two)).toMatchObject({ state: 'applied', rejection: null });
});
