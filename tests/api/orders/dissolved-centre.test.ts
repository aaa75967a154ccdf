import { afterAll, beforeAll, expect, it } from 'vitest';
import { dissolvePlace } from '#db/dissolve-place.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { now } from '../../support/city.ts';
import { act, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

it('an order is not handed across to a centre whose street was dissolved just now: whoever does it is told to look again', async () => {
  test.setNow(now);
  const order = await orderOf(test.app, await report(test.app, { kind: 'noise' }));
  const other = order.unit.id === 'centre-990101001' ? '990101002' : '990101001';
  expect((await readOrder(test.app, order.id)).unit.id).toMatch(/^centre-/);
  // A server reads the city's places anew within two seconds: until then it still offers the centre.
  await dissolvePlace(test.database.pool, { gone: other, into: other === '990101001' ? '990101002' : '990101001', on: '2026-11-23', now });
  const refused = await act(test.app, 'dispatcher-city', order.id, 'hand_across', { unitId: `centre-${other}`, note: '在那边' });
  expect(refused.json()).toMatchObject({ status: 409, code: 'version-stale', field: 'unitId' });
  expect((await readOrder(test.app, order.id)).unit.id).toBe(order.unit.id);
});
