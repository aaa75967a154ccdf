import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { affected, sql } from '#db/sql.ts';
import { checkCharacter } from '#domain/asset-id.ts';
import type { FoundAsset } from '#domain/contract/asset-search.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aPerson, aWell } from '../../support/builders.ts';

let test: TestApp;
afterAll(() => test.close());

const search = async (q: string, username = 'registrar') => {
  const reply = await test.app.inject({ url: '/api/v1/assets', query: { q, limit: '100' }, headers: await signIn(test.app, username) });
  return reply.json();
};

describe('a number that many owners give', () => {
  const plate = '9901010105001234';
  beforeAll(async () => {
    test = await startApp();
    const { pool } = test.database;
    await aPerson(pool, 'registrar-east', [{ role: 'registrar', placeCode: '990102' }]);
    const wells = (district: string, street: string, lon: number, numbers: ReturnType<typeof sql>, own: string | null) =>
      affected(
        pool,
        sql`insert into assets (id, class_code, geom, position_accuracy_m, district_code, street_code, status, first_recorded_on, changed_on, data_source, location_kind, source_number, recorded_at)
            select id, '0105', st_setsrid(st_point(${lon}, 30.035), 4326), 1, ${district}, ${street}, 'intact', '2020-01-01', '2020-01-01', 'survey', 'footway', ${own}, '2020-01-01T00:00:00Z'
            from ${numbers} id`,
      );
    await wells('990101', '990101001', 120.005, sql`mint_asset_ids('990101', '0105', 120)`, '1234');
    await wells('990102', '990102001', 120.055, sql`mint_asset_ids('990102', '0105', 3)`, '1234');
    await wells('990101', '990101001', 120.005, sql`unnest(${[plate + checkCharacter(plate)]}::text[])`, null);
  });

  it('is counted to the last of them, within the reader’s reach, and hides no plate that holds it', async () => {
    const body = await search('1234');
    expect([body.total, body.understood.as]).toEqual([{ count: 120 + 3 + 1, exact: true }, 'digits-or-source-number']);
    const east = await search('1234', 'registrar-east');
    expect([east.total.count, east.assets.map(({ id }: FoundAsset) => id.slice(0, 6))]).toEqual([3, ['990102', '990102', '990102']]);
  });

  it('is found from a plate of which some characters in the middle could not be read', async () => {
    const whole = plate + checkCharacter(plate);
    for (const q of ['990101?105001234', '0105？？1234', `99010101050012?4${checkCharacter(plate)}`])
      expect([q, (await search(q)).assets.map(({ id }: FoundAsset) => id)]).toEqual([q, expect.arrayContaining([whole])]);
    expect((await search(`99010101050012?4${checkCharacter(plate)}`)).understood.as).toBe('digits');
    expect((await search('990101?205001234')).assets).toEqual([]);
  });
});

describe('an owner’s own number', () => {
  it('is found however it is typed or told: without its dashes, with others, with spaces, full-width, in small letters, by its digits alone', async () => {
    const { pool } = test.database;
    const [gas, wide] = [await aWell(pool, { sourceNumber: 'GS-26-0003' }), await aWell(pool, { lon: 120.012, sourceNumber: 'ＤＬ．４４０－９４０１' })];
    for (const [well, asked] of [
      [gas, ['GS-26-0003', 'gs260003', 'GS 26 0003', 'ＧＳ－２６－０００３', 'gs–26–0003', '260003', '26-0003']],
      [wide, ['DL.440-9401', 'dl4409401', 'ＤＬ．４４０－９４０１', '4409401']],
    ] as const)
      for (const q of asked) expect([q, (await search(q)).assets.map(({ id }: FoundAsset) => id)]).toEqual([q, [well]]);
    expect((await search('WS-26-0003')).assets).toEqual([]);
    expect((await search('6-0003')).assets).not.toContainEqual(expect.objectContaining({ id: gas }));
  });

  it('that a merged record bore finds what stands for it, and short ones are found whole alone', async () => {
    const { pool } = test.database;
    const [stands, merged] = [await aWell(pool, { lon: 120.013 }), await aWell(pool, { lon: 120.014, sourceNumber: 'RQ-7731-9' })];
    await affected(pool, sql`update assets set merged_into = ${stands}, version = version + 1 where id = ${merged}`);
    const short = await aWell(pool, { lon: 120.015, sourceNumber: 'A-12' });
    for (const q of ['rq77319', '77319']) expect((await search(q)).assets.map(({ id }: FoundAsset) => id)).toEqual([stands]);
    expect((await search('a12')).assets.map(({ id }: FoundAsset) => id)).toEqual([short]);
    expect((await search('12')).assets).toEqual([]);
  });
});
