import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction, type Pool } from '#db/pool.ts';
import { findSurvivor } from '#db/queries/assets/assets.ts';
import { affected, type Connection, rows, sql } from '#db/sql.ts';
import { checkCharacter, isAssetId } from '#domain/asset-id.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await cloneDatabase();
  ({ pool } = database);
});
afterAll(() => database.drop());

interface Staged {
  readonly given: string | null;
  readonly county?: string;
  readonly classCode?: string;
}
interface Numbered {
  readonly row: string;
  readonly assetId: string;
  readonly aliasReason: string | null;
}

const numberOf = (prefix: string, serial: number) => {
  const digits = prefix + String(serial).padStart(6, '0');
  return digits + checkCharacter(digits);
};

const number = async (connection: Connection, staged: readonly Staged[]): Promise<Numbered[]> => {
  await affected(connection, sql`create temp table staged (row bigint, given_number text, district_code text, class_code text) on commit drop`);
  const json = JSON.stringify(staged.map((s, i) => ({ row: i + 1, given: s.given, county: s.county ?? '990101', class: s.classCode ?? '0101' })));
  await affected(
    connection,
    sql`insert into staged select j.row, j.given, j.county, j.class from json_to_recordset(${json}::json) as j (row bigint, given text, county text, class text)`,
  );
  return rows<Numbered>(connection, sql`select * from adopt_or_mint('staged') order by row`);
};

/** Numbers a table and registers what was numbered, as one import does. */
const take = (staged: readonly Staged[]): Promise<Numbered[]> =>
  inTransaction(pool, async (client) => {
    const numbered = await number(client, staged);
    await affected(
      client,
      sql`insert into assets (id, class_code, geom, position_accuracy_m, district_code, street_code, location_kind, first_recorded_on, changed_on, data_source)
          select id, '0101', st_setsrid(st_point(120.01, 30.01), 4326), 1, '990101', '990101001', 'footway', '2020-01-01', '2020-01-01', 'survey'
          from unnest(${numbered.map((n) => n.assetId)}::text[]) id`,
    );
    return numbered;
  });

test('a valid and free number is adopted with 16 digits or with its check character; anything else is told apart and minted anew', async () => {
  const good = numberOf('9901010101', 500);
  const checked = numberOf('9901020103', 7);
  const mistyped = `${good.slice(0, 16)}${good.endsWith('5') ? '6' : '5'}`;
  const given = [good.slice(0, 16), checked, mistyped, '12', '9901010101000000', '8888880101000001', '9901019999000001', good, null];
  const numbered = await take(given.map((g) => ({ given: g })));
  expect(numbered.map((n) => n.aliasReason)).toEqual([null, null, 'mistyped', 'malformed', 'malformed', 'unknown-place', 'unknown-class', 'taken', null]);
  expect(numbered.slice(0, 2).map((n) => n.assetId)).toEqual([good, checked]);
  expect(numbered.slice(2).map((n) => n.assetId)).toEqual([1, 2, 3, 4, 5, 6, 7].map((serial) => numberOf('9901010101', serial)));
  expect((await take([{ given: good }]))[0]).toMatchObject({ aliasReason: 'taken' });
});

test('serials pass over whatever was adopted, in one load or over many, and nothing is given twice', async () => {
  const given = new Set<string>();
  const load = fc.array(
    fc.oneof(
      fc.constant(null),
      fc.integer({ min: 1, max: 60 }).map((n) => numberOf('9901020105', n)),
    ),
    { minLength: 1, maxLength: 25 },
  );
  await fc.assert(
    fc.asyncProperty(load, async (staged) => {
      const numbered = await take(staged.map((g) => ({ given: g, county: '990102', classCode: '0105' })));
      expect(numbered).toHaveLength(staged.length);
      for (const { assetId, row, aliasReason } of numbered) {
        expect([isAssetId(assetId), given.has(assetId)]).toEqual([true, false]);
        if (staged[Number(row) - 1] !== null && aliasReason === null) expect(assetId).toBe(staged[Number(row) - 1]);
        given.add(assetId);
      }
    }),
    { numRuns: 25 },
  );
});

test('sixty-four loads at once, adopting and minting in the same ranges, never give one number twice', async () => {
  pool.options.connectionTimeoutMillis = 0; // how long one waits for another on a busy machine is not what is asked here
  const loads = await Promise.all(
    Array.from({ length: 64 }, (_, i) =>
      take(Array.from({ length: 10 }, (_row, j) => ({ given: j % 2 === 0 ? numberOf('9901010107', ((i * 5 + j) % 80) + 1) : null, classCode: '0107' }))),
    ),
  );
  const ids = loads.flat().map((n) => n.assetId);
  expect([ids.length, new Set(ids).size]).toEqual([640, 640]);
});

test('a number is never changed and no row of the registry is deleted', async () => {
  const [first] = await take([{ given: null }]);
  await expect(affected(pool, sql`delete from assets where id = ${first?.assetId}`)).rejects.toThrow('never deleted');
  await expect(affected(pool, sql`update assets set id = '99010101011000004' where id = ${first?.assetId}`)).rejects.toThrow('never changed');
});

test('a number that a census row bore and left to the asset it joined stands for that asset: nobody mints, adopts or joins it again', async () => {
  const [kept] = await take([{ given: null, classCode: '0105' }]);
  if (!kept) throw new Error('nothing was taken');
  const range = '9901010105';
  const join = async (number: string, assetId: string) => {
    await affected(pool, sql`insert into asset_aliases (number, asset_id, source, reason) values (${number}, ${assetId}, 'census', 'merged')`);
    return rows<{ number: string; reason: string }>(pool, sql`select number, reason from asset_aliases where asset_id = ${assetId} order by recorded_at`);
  };
  const borne = numberOf(range, 2);
  expect(await join(borne.slice(0, 16), kept.assetId)).toEqual([{ number: borne, reason: 'merged' }]);
  expect(await findSurvivor(pool, borne)).toBe(kept.assetId);

  const later = await take([
    { given: borne, classCode: '0105' },
    { given: null, classCode: '0105' },
  ]);
  expect(later.map(({ assetId, aliasReason }) => [assetId, aliasReason])).toEqual([
    [numberOf(range, 3), 'taken'],
    [numberOf(range, 4), null],
  ]);
  expect(await rows(pool, sql`select * from adopt_asset_id(${borne})`)).toEqual([{ id: null, refusal: 'taken' }]);
  const other = later[1]?.assetId ?? '';
  expect(await join(borne, other)).toEqual([{ number: borne, reason: 'taken' }]);
  expect(await join(numberOf(range, 3), other)).toContainEqual({ number: numberOf(range, 3), reason: 'taken' });
  expect(await join(other, other)).toHaveLength(2); // its own is no alias
  expect(await findSurvivor(pool, borne)).toBe(kept.assetId);
});
