import { describe, expect, test } from 'vitest';
import type { Pool } from '#db/pool.ts';
import { decideDoubts } from '#db/queries/imports/import-doubts.ts';
import { rows, sql } from '#db/sql.ts';
import { checkCharacter } from '#domain/asset-id.ts';
import { now } from '../support/city.ts';
import { emptyRegistry } from './empty-registry.ts';
import { scratchFolder } from './scratch.ts';
import { apply, check } from './take-in.ts';

const folder = scratchFolder();
let pool: Pool;
emptyRegistry('test', (fresh) => {
  pool = fresh;
});

const heading = 'ObjID,小类名称,权属单位,状态,CHDate,自编号,x,y,道路名称';
const columns = heading.split(',').length;
const numberOf = (serial: number): string => {
  const prefix = `9901010103${String(serial).padStart(6, '0')}`;
  return `${prefix}${checkCharacter(prefix)}`;
};
const row = (number: string, x: number, { own = '', road = '' } = {}) => `${number},雨水井盖,市排水公司,完好,2024-05-01,${own},${x.toFixed(7)},30.01,${road}`;
let files = 0;
const checked = async (...lines: string[]) => {
  files += 1;
  return check(pool, await folder.write(`${files}.csv`, `${[heading, ...lines].join('\n')}\n`), { source: 'numbers', rules: { systemIsSure: true } });
};
const assets = () => rows<{ id: string; sourceNumber: string | null }>(pool, sql`select id, source_number from assets order by id`);
const leadTo = async (...numbers: string[]) =>
  rows<{ number: string; to: string }>(
    pool,
    sql`select n as number, coalesce((select a.id from assets a where a.id = n), (select l.asset_id from asset_aliases l where l.number = n)) as to
        from unnest(${numbers}::text[]) with ordinality g (n, nth) order by nth`,
  );
const sayMerge = (id: string) => decideDoubts(pool, id, { decision: 'merge', rows: null, kind: null }, { columns, personId: null, at: now });

describe('a row that is a registered well with another number', () => {
  test('leaves its number with the well, is asked nothing, and changes nothing when it comes again', async () => {
    await apply(pool, await checked(row(numberOf(1), 120.0051, { own: 'P1' })));
    const lines = [row(numberOf(2), 120.0051, { own: 'P1' }), row('9901-OLD-7', 120.0051)];
    const first = await apply(pool, await checked(lines[0] ?? ''));
    expect(first.counts).toMatchObject({ fresh: 0, asked: 0, aliases: 1 });
    expect(await leadTo(numberOf(1), numberOf(2))).toEqual([1, 2].map((serial) => ({ number: numberOf(serial), to: numberOf(1) })));
    expect((await apply(pool, await checked(lines[1] ?? ''))).counts).toMatchObject({ fresh: 0, aliases: 1 });
    expect((await leadTo('9901-OLD-7'))[0]?.to).toBe(numberOf(1));
    for (const line of lines) expect((await apply(pool, await checked(line))).counts).toMatchObject({ fresh: 0, changed: 0, aliases: 0 });
    // Written in 16 digits it is the same number still.
    expect((await apply(pool, await checked(row(numberOf(2).slice(0, 16), 120.0051)))).counts).toMatchObject({ fresh: 0, aliases: 0 });
    expect(await assets()).toHaveLength(1);
  });

  test('keeps its number from being minted or adopted for another', async () => {
    await apply(pool, await checked(row(numberOf(1), 120.0051, { own: 'P1' })));
    await apply(pool, await checked(row(numberOf(2), 120.0051, { own: 'P1' })));
    await apply(pool, await checked(row('', 120.0061), row('', 120.0071)));
    expect((await assets()).map(({ id }) => id)).not.toContain(numberOf(2));
    const late = await apply(pool, await checked(row(numberOf(2), 120.0081)));
    expect((await assets()).map(({ id }) => id)).not.toContain(numberOf(2));
    expect(late.state).toBe('applied');
  });
});

describe('rows that people say are one well', () => {
  const chain = (n: number) => Array.from({ length: n }, (_, i) => row(numberOf(i + 1), 120.0051 + i * 4e-6));

  test.each(['before', 'after'] as const)('leave all their numbers with it, however long the chain, said %s the file is applied', async (when) => {
    const given = await checked(...chain(6));
    if (when === 'after') await apply(pool, given);
    const { rows: decided } = await sayMerge(given.id);
    expect(decided).toBe(5);
    const done = await apply(pool, given);
    expect(done.counts).toMatchObject({ merged: 5, asked: 0 });
    expect(await assets()).toHaveLength(1);
    const numbers = [1, 2, 3, 4, 5, 6].map(numberOf);
    expect(await leadTo(...numbers)).toEqual(numbers.map((number) => ({ number, to: numberOf(1) })));
  });

  test('registered already are told once: the first row changes it, the other leaves its number alone', async () => {
    await apply(pool, await checked(row(numberOf(1), 120.0051)));
    const given = await checked(row(numberOf(2), 120.0051 + 3e-6, { road: '甲路' }), row(numberOf(3), 120.0051 - 3e-6, { road: '乙路' }));
    const { rows: decided } = await sayMerge(given.id);
    expect(decided).toBeGreaterThan(0);
    await sayMerge(given.id);
    await apply(pool, given);
    expect(await assets()).toHaveLength(1);
    const told = await rows<{ version: number; row: number }>(
      pool,
      sql`select version, import_row as row from asset_events where action = 'changed' order by id`,
    );
    expect(told.length).toBeLessThanOrEqual(1);
    expect(await leadTo(numberOf(2), numberOf(3))).toEqual([2, 3].map((serial) => ({ number: numberOf(serial), to: numberOf(1) })));
  });
});
