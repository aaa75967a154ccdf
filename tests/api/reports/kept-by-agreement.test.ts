import { afterAll, beforeAll, expect, it } from 'vitest';
import { findOwnerEvidence } from '#db/queries/assets/registry-checks.ts';
import { listSettledReports } from '#db/queries/reports/match-versions.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { now } from '../../support/city.ts';
import { keepClosed } from '../../support/closed-orders.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

it('who keeps a well by agreement for its owner closes its orders without a word against that owner; another unit does not', async () => {
  const { pool } = test.database;
  const kept = await aWell(pool, { classCode: '0107', ownerId: 'telecom', maintainerId: 'gas' });
  const order = { said: ['telecom', 0.9] as const, assetId: kept, isErased: true };
  await keepClosed(
    pool,
    [
      { ...order, did: 'gas' },
      { ...order, did: 'telecom' },
      { ...order, did: 'water' },
    ],
    now,
  );
  await pool.query('update incidents i set asset_id = o.asset_id from orders o where o.incident_id = i.id');
  const taught = await listSettledReports(pool, 10);
  expect(taught.map(({ unitId }) => unitId).sort()).toEqual(['telecom', 'telecom', 'water']);
  expect(await findOwnerEvidence(pool, kept)).toMatchObject({ closedByOwner: 1, closedByOther: 1 });
});
