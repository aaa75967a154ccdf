import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertMatchVersion } from '#db/queries/reports/match-versions.ts';
import type { MatchReply } from '#domain/contract/match.ts';
import type { Settled } from '#domain/match/learn/settled.ts';
import { learnVersion } from '../../../api/calibrate/learn-version.ts';
import { forgetVocabulary } from '../../../api/vocabulary.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { keepSettled } from '../../support/settled.ts';
import { as } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const eastOf = (lon: number, metres: number) => lon + metres / 96_300;
const kind = { code: 'cover_missing', about: 'well' as const, assetClasses: [], isHazard: true };

it('a street that settled orders found to one side is looked for there until its wells are put right', async () => {
  const { pool } = test.database;
  const lat = 30.01;
  const wells: { id: string; lon: number }[] = [];
  for (let i = 0; i < 12; i += 1) wells.push({ lon: 120.004 + i * 0.001, id: await aWell(pool, { lon: 120.004 + i * 0.001, lat }) });
  const [first] = wells;
  await aWell(pool, { lon: eastOf(first?.lon ?? 0, 9), lat, classCode: '0107', ownerId: 'telecom' });
  const orders = Array.from({ length: 210 }, (_, i): Settled => {
    const well = wells[i % wells.length];
    const position = { lon: eastOf(well?.lon ?? 0, 9 + (i % 5) - 2), lat: lat + ((i % 3) - 1) / 111_195 };
    return {
      observation: { position, accuracyM: 4, text: '', plate: null, kind },
      nearby: [],
      found: { assetId: well?.id ?? null, unitId: 'power', beside: null },
    };
  });
  await keepSettled(pool, orders);
  const learned = await learnVersion(pool, '2027-01-01T00:00:00.000Z');
  if (!('priors' in learned)) throw new Error('nothing was learned');
  expect(Object.keys(learned.priors.learned.shifts)).toEqual(['street 990101001']);
  const { eastM = 0, northM = 0 } = learned.priors.learned.shifts['street 990101001'] ?? {};
  expect(Math.abs(eastM - 9)).toBeLessThan(1);
  expect(learned.changes).toContainEqual({ term: 'shifts.street.990101001', before: null, after: Math.hypot(eastM, northM) });

  const payload = { position: { lon: eastOf(first?.lon ?? 0, 9), lat }, accuracyM: 4, kind: 'cover_missing' };
  const likeliest = async () => {
    forgetVocabulary(pool);
    const { owners } = (await test.app.inject({ method: 'POST', url: '/api/v1/match', payload, headers: await as(test.app, 'agent') })).json<MatchReply>();
    return owners[0]?.unitId;
  };
  const stated = { ...learned.priors, learned: { ...learned.priors.learned, classRates: {}, shifts: {} } };
  await insertMatchVersion(pool, { madeAt: '2027-01-02T00:00:00Z', priors: stated, summary: {}, isUsed: true });
  expect(await likeliest()).toBe('telecom');
  const knowing = { ...stated, learned: { ...stated.learned, shifts: learned.priors.learned.shifts } };
  await insertMatchVersion(pool, { madeAt: '2027-01-03T00:00:00Z', priors: knowing, summary: {}, isUsed: true });
  expect(await likeliest()).toBe('power');
  await pool.query(`update assets set geom = st_translate(geom, 9 / 96300.0, 0), recorded_at = '2027-01-04T00:00:00Z'`);
  expect(await likeliest()).toBe('power');
}, 60_000);
