import { afterAll, beforeAll, expect, it } from 'vitest';
import { getVocabulary } from '#db/queries/places/vocabulary.ts';
import { listSettled } from '../../../api/calibrate/learn-version.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { keepSettled } from '../../support/settled.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

it('a settled order teaches what the registry said when it came, not what the order itself put right there', async () => {
  const { pool } = test.database;
  const position = { lon: 120.014, lat: 30.014 };
  const well = await aWell(pool, { ...position, status: 'missing' });
  const kind = { code: 'cover_missing', about: 'well' as const, assetClasses: [], isHazard: true };
  const found = { assetId: well, unitId: 'telecom', beside: null };
  await keepSettled(pool, [{ observation: { position, accuracyM: 8, text: '', plate: null, kind }, nearby: [], found }]);
  await pool.query(`update assets set owner_id = 'telecom', owner_evidence = 'accepted', status = 'intact' where id = $1`, [well]);
  const [order] = await listSettled(pool, await getVocabulary(pool));
  expect(order?.found).toEqual(found);
  expect(order?.nearby.find(({ id }) => id === well)).toMatchObject({ ownerId: 'power', status: 'missing' });
  expect(order?.nearby[0]?.ownerEvidence).not.toBe('accepted');
});
