import { afterAll, beforeAll, expect, it } from 'vitest';
import { getVocabulary } from '#db/queries/places/vocabulary.ts';
import { holdCalibration, releaseCalibration } from '#db/queries/reports/match-versions.ts';
import { learnVersion, listSettled } from '../../../api/calibrate/learn-version.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { now } from '../../support/city.ts';
import { keepSettled } from '../../support/settled.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const kind = { code: 'cover_missing', about: 'well' as const, assetClasses: [], isHazard: true };
const taught = async (at: { lon: number; lat: number }, letter: string) => {
  const { pool } = test.database;
  const found = { assetId: await aWell(pool, at), unitId: 'telecom', beside: null };
  await keepSettled(pool, [{ observation: { position: at, accuracyM: 8, text: '', plate: null, kind }, nearby: [], found }], letter);
  const { rows } = await pool.query<{ id: string }>(`select o.id from orders o join reports r on r.incident_id = o.incident_id where r.number = $1`, [
    `${letter}0`,
  ]);
  return rows[0]?.id ?? '';
};
const lessonAt = async ({ lon, lat }: { lon: number; lat: number }) =>
  (await listSettled(test.database.pool, await getVocabulary(test.database.pool))).find(
    ({ observation: { position } }) => position?.lon === lon && position.lat === lat,
  )?.found;

it('an order that was made void while an owner held it teaches that nothing was there, not that it was the owner’s, nor what was picked', async () => {
  const place = { lon: 120.011, lat: 30.011 };
  const order = await taught(place, 'V');
  await test.database.pool.query(`update orders set state = 'void' where id = $1`, [order]);
  expect(await lessonAt(place)).toEqual({ assetId: null, unitId: null, beside: 'nothing' });
});

it('an order that was answered where nobody had been teaches nothing: its unit is whom matching chose', async () => {
  const place = { lon: 120.012, lat: 30.012 };
  const order = await taught(place, 'A');
  expect(await lessonAt(place)).toMatchObject({ unitId: 'telecom' });
  await test.database.pool.query(
    `insert into order_events (order_id, at, unit_id, action, from_state, to_state) values ($1, now(), 'telecom', 'answer', 'dispatched', 'closed')`,
    [order],
  );
  expect(await lessonAt(place)).toBeUndefined();
});

it('a report that told no place, and one whose words were erased, teach nothing: nothing stands around the one, and the other’s place is no pin', async () => {
  const { pool } = test.database;
  const [plate, erased] = [
    { lon: 120.013, lat: 30.013 },
    { lon: 120.015, lat: 30.015 },
  ];
  await taught(plate, 'P');
  await taught(erased, 'E');
  const lessons = async () => (await listSettled(pool, await getVocabulary(pool))).length;
  const before = await lessons();
  await pool.query(`update reports set match_seen = '{"position": null, "accuracyM": null, "addressPoint": null}' where number = 'P0'`);
  expect(await lessons()).toBe(before - 1);
  await pool.query(`update reports set match_seen = null, erased_at = now() where number = 'E0'`);
  expect(await lessons()).toBe(before - 2);
});

it('a settled order teaches what the registry said when it came, not what the order itself put right there', async () => {
  const { pool } = test.database;
  const position = { lon: 120.014, lat: 30.014 };
  const well = await aWell(pool, { ...position, status: 'missing' });
  const found = { assetId: well, unitId: 'telecom', beside: null };
  await keepSettled(pool, [{ observation: { position, accuracyM: 8, text: '', plate: null, kind }, nearby: [], found }]);
  await pool.query(`update assets set owner_id = 'telecom', owner_evidence = 'accepted', status = 'intact' where id = $1`, [well]);
  const [order] = await listSettled(pool, await getVocabulary(pool));
  expect(order?.found).toEqual(found);
  expect(order?.nearby.find(({ id }) => id === well)).toMatchObject({ ownerId: 'power', status: 'missing' });
  expect(order?.nearby[0]?.ownerEvidence).not.toBe('accepted');
});

it('a settled order that was named by a number of before a merge teaches of the well that stood for it then', async () => {
  const { pool } = test.database;
  const place = { lon: 120.018, lat: 30.018 };
  const [merged, stands] = [await aWell(pool, place), await aWell(pool, { ...place, lon: place.lon + 0.00005 })];
  await pool.query('update assets set merged_into = $2 where id = $1', [merged, stands]);
  const found = { assetId: merged, unitId: 'telecom', beside: null };
  await keepSettled(pool, [{ observation: { position: place, accuracyM: 8, text: '', plate: null, kind }, nearby: [], found }], 'M');
  expect(await lessonAt(place)).toEqual({ ...found, assetId: stands });
});

it('a settled order says how its hole was told of: as it is known since, and as its report named it itself', async () => {
  const { pool } = test.database;
  const place = { lon: 120.016, lat: 30.016 };
  const order = await taught(place, 'N');
  const toldAt = async () =>
    (await listSettled(pool, await getVocabulary(pool))).find(({ observation: { position } }) => position?.lon === place.lon && position.lat === place.lat)
      ?.told;
  expect(await toldAt()).toBeUndefined();
  await pool.query(`update reports set match_seen = match_seen || '{"told": {"0107": 0.4, "0105": 0.5}}', picked_asset_id = null where number = 'N0'`);
  expect(await toldAt()).toEqual({ known: { '0107': 0.4, '0105': 0.5 } });
  const lamp = await aWell(pool, { ...place, classCode: '0118', ownerId: 'lamps' });
  await pool.query(`update orders set asset_id = $2, asset_chosen_at = now(), asset_chosen_by = (select min(id) from people) where id = $1`, [order, lamp]);
  expect(await toldAt()).toEqual({ known: { '0118': 1 } });
  await pool.query(`update reports set match_seen = match_seen || '{"told": {"0105": 1}}', picked_asset_id = $1 where number = 'N0'`, [
    await aWell(pool, place),
  ]);
  expect(await toldAt()).toEqual({ known: { '0118': 1 }, named: { '0105': 1 } });
});

it('two calibrations at once are one: the second is told so, does nothing, and comes to its own once the first has ended', async () => {
  const { pool } = test.database;
  const other = await pool.connect();
  try {
    expect(await holdCalibration(other)).toBe(true);
    expect(await learnVersion(pool, now)).toEqual({ isRunning: true });
    await releaseCalibration(other);
  } finally {
    other.release();
  }
  expect(await learnVersion(pool, now)).toEqual({ tooFew: expect.any(Number) });
  expect(await learnVersion(pool, now)).toEqual({ tooFew: expect.any(Number) }); // let go again
});
