import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertMatchVersion } from '#db/queries/reports/match-versions.ts';
import type { MatchReply } from '#domain/contract/match.ts';
import { defaultPriors } from '#domain/match/priors.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { as } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const ask = (payload: object, headers: Record<string, string> = {}) => test.app.inject({ method: 'POST', url: '/api/v1/match', payload, headers });
const at = { lon: 120.01, lat: 30.01 };

describe('a match', () => {
  it('gives candidates nearest to the truth first, with probabilities that sum to one and "not registered" among them', async () => {
    const well = await aWell(test.database.pool);
    await aWell(test.database.pool, { lon: 120.0102, lat: 30.0101, classCode: '0101', ownerId: 'water', lettering: '上水' });
    const reply = (await ask({ position: at, accuracyM: 8, text: '电力井盖', kind: 'cover_missing' })).json<MatchReply>();
    expect(reply.candidates[0]).toMatchObject({ assetId: well, distanceM: 0, looks: { lettering: '电力', shape: 'round', sizeMm: 700 } });
    expect(reply.candidates.filter((c) => c.assetId === null && c.isNothing !== true)).toHaveLength(1);
    expect(reply.candidates.reduce((sum, c) => sum + c.probability, 0)).toBeCloseTo(1, 6);
    expect(reply.place).toMatchObject({ streetCode: '990101001', districtName: { zh: '西区' } });
  });

  it('tells staff the owners, and the public none', async () => {
    const seen = await ask({ position: at, accuracyM: 8, text: '电力公司的井盖', kind: 'cover_missing' });
    expect(seen.json()).toMatchObject({ owners: [], action: 'dispatch' });
    expect(seen.body).not.toMatch(/power|市电力公司/);
    const staff = (await ask({ position: at, accuracyM: 8, kind: 'cover_missing' }, await as(test.app, 'agent'))).json<MatchReply>();
    expect(staff.owners[0]).toMatchObject({ unitId: 'power', name: { zh: '市电力公司' } });
    expect(staff.owners.reduce((sum, o) => sum + o.probability, 0)).toBeCloseTo(1, 6);
  });

  it('tells a street’s and a unit’s people whose it is as far as an asset’s own page would, and nobody’s elsewhere', async () => {
    const spot = { lon: 120.0199, lat: 30.0051 };
    await aWell(test.database.pool, spot);
    await aWell(test.database.pool, { lon: 120.0201, lat: spot.lat, classCode: '0101', ownerId: 'water', lettering: '上水' });
    const said = { position: { lon: 120.02, lat: spot.lat }, accuracyM: 10, text: '电力公司的井盖', kind: 'cover_missing' };
    const all = (await ask(said, await as(test.app, 'agent'))).json<MatchReply>();
    expect(all.owners.map(({ unitId }) => unitId)).toEqual(expect.arrayContaining(['power', 'water']));
    for (const [username, unitId] of [
      ['dispatcher-street', 'power'],
      ['clerk-water', 'water'],
    ] as const) {
      const { owners, candidates } = (await ask(said, await as(test.app, username))).json<MatchReply>();
      expect(owners.flatMap((owner) => owner.unitId ?? [])).toEqual([unitId]);
      expect(owners).toContainEqual(expect.objectContaining({ unitId: null, name: { zh: '其他（不在您的权限范围）', en: 'Others, beyond your reach' } }));
      expect(owners.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6);
      expect(owners.find((owner) => owner.unitId === unitId)?.probability).toBeCloseTo(
        all.owners.find((owner) => owner.unitId === unitId)?.probability ?? 0,
        6,
      );
      expect(candidates.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6);
    }
    const away = { ...said, position: { lon: 120.05, lat: 30.02 } };
    await aWell(test.database.pool, away.position);
    for (const username of ['dispatcher-street', 'clerk-water', 'registrar-west'] as const) {
      const reply = await ask(away, await as(test.app, username));
      expect(reply.json()).toMatchObject({ owners: [] });
      expect(reply.body).toBe((await ask(away)).body);
    }
    expect((await ask(away, await as(test.app, 'dispatcher-east'))).json<MatchReply>().owners[0]).toMatchObject({ unitId: 'power' });
  });

  it('names no far asset’s owner to whose plate lies in their street and whose pin does not', async () => {
    const own = await aWell(test.database.pool, { lon: 120.0051, lat: 30.0351 });
    const pin = { lon: 120.0655, lat: 30.0355 };
    await aWell(test.database.pool, { ...pin, classCode: '0111', ownerId: 'gas', lettering: '燃气' });
    const reply = await ask({ position: pin, accuracyM: 5, plate: own, text: '煤气井盖' }, await as(test.app, 'dispatcher-street'));
    expect(reply.json<MatchReply>().owners.map(({ unitId }) => unitId)).toEqual(expect.arrayContaining(['power']));
    expect(reply.body).not.toContain('"gas"');
  });

  it('asks the public for no lettering of a well that it is not shown', async () => {
    const spot = { lon: 120.0305, lat: 30.0305 };
    const [north, south] = [spot.lat + 0.00094, spot.lat - 0.00094];
    await aWell(test.database.pool, { ...spot, lat: north, classCode: '0103', ownerId: 'drainage', lettering: '雨水' });
    for (const lat of [south, south - 0.00001]) await aWell(test.database.pool, { ...spot, lat, classCode: '0107', ownerId: 'telecom', lettering: '军用光缆' });
    const taken = ['tap', 'photo', 'shape'].map((one) => ({ ask: one, answer: 'unknown' }));
    const said = { position: spot, accuracyM: 80, text: '通信井盖', kind: 'cover_noise', answers: taken };
    expect((await ask(said, await as(test.app, 'agent'))).json()).toMatchObject({ question: { ask: 'lettering', about: '军用光缆' } });
    const seen = await ask(said);
    expect(seen.statusCode).toBe(200);
    expect(seen.body).not.toContain('军用光缆');
  });

  it('gives the public the few nearest to the truth, staff all of them', async () => {
    const spot = { lon: 120.015, lat: 30.015 };
    for (let i = 0; i < 14; i += 1) await aWell(test.database.pool, { lon: spot.lon + i * 0.00002, lat: spot.lat });
    const seen = (await ask({ position: spot, accuracyM: 60 })).json<MatchReply>();
    expect(seen.candidates.filter((c) => c.assetId !== null)).toHaveLength(10);
    expect(seen.candidates.filter((c) => c.assetId === null && c.isNothing !== true)).toHaveLength(1);
    expect(seen.candidates.reduce((sum, c) => sum + c.probability, 0)).toBeCloseTo(1, 6);
    const staff = (await ask({ position: spot, accuracyM: 60 }, await as(test.app, 'agent'))).json<MatchReply>();
    expect(staff.candidates.filter((c) => c.assetId !== null).length).toBeGreaterThanOrEqual(14);
  });

  it('tells the public of a sensitive class what stands there, not what lies streets away; staff all of it', async () => {
    const spot = { lon: 120.0165, lat: 30.0185 };
    const [near, far] = [await aWell(test.database.pool, spot), await aWell(test.database.pool, { lon: spot.lon, lat: spot.lat + 0.0018 })];
    const ids = (reply: MatchReply) => reply.candidates.map(({ assetId }) => assetId);
    const said = { position: spot, accuracyM: 60, text: '电力井' };
    const seen = (await ask(said)).json<MatchReply>();
    expect(ids(seen)).toContain(near);
    expect(ids(seen)).not.toContain(far);
    expect(seen.candidates.reduce((sum, c) => sum + c.probability, 0)).toBeCloseTo(1, 6);
    expect(ids((await ask(said, await as(test.app, 'agent'))).json<MatchReply>())).toContain(far);
  });

  it('sends a patrol where nothing is registered, and for what is about no asset', async () => {
    expect((await ask({ position: { lon: 120.075, lat: 30.003 } })).json()).toMatchObject({
      action: 'patrol',
      candidates: [{ assetId: null, probability: 1 }],
    });
    expect((await ask({ position: at, kind: 'noise' })).json()).toMatchObject({ action: 'patrol' });
  });

  it('asks the one question that splits best, takes its answer as an observation, and asks it no more', async () => {
    const spot = { lon: 120.016, lat: 30.016 };
    await aWell(test.database.pool, spot);
    await aWell(test.database.pool, { lon: spot.lon + 0.00002, lat: spot.lat, classCode: '0107', ownerId: 'telecom', lettering: '通信' });
    const said = { position: { lon: spot.lon + 0.00001, lat: spot.lat }, accuracyM: 8, kind: 'cover_missing' };
    expect((await ask(said)).json()).toMatchObject({ action: 'ask', question: { ask: 'tap' } });
    const tap = { ask: 'tap', answer: 'unknown' } as const;
    const first = (await ask({ ...said, answers: [tap] })).json<MatchReply>();
    expect(first).toMatchObject({ action: 'ask', question: { ask: 'lettering' } });
    expect(first.question?.saves).toBeGreaterThan(0);
    const about = first.question?.about ?? '';
    const answered = (await ask({ ...said, answers: [tap, { ask: 'lettering', about, answer: 'yes' }] })).json<MatchReply>();
    expect(answered.candidates[0]?.looks?.lettering).toBe(about);
    expect(answered.candidates[0]?.probability).toBeGreaterThan((first.candidates[0]?.probability ?? 1) + 0.2);
    expect(answered.question).not.toMatchObject({ ask: 'lettering', about });
    expect((await ask({ ...said, answers: [{ ask: 'lettering', answer: 'yes' }] })).json()).toMatchObject({ status: 400 });
    const unseen = [{ ask: 'lettering', about: '\u0000', answer: 'yes' }];
    expect((await ask({ ...said, answers: unseen })).json()).toMatchObject({ code: 'text-control-characters', field: 'answers/0/about', status: 400 });
  });

  it('hears half a plate, or one with a wrong character, beside a place; alone it refuses it', async () => {
    const spot = { lon: 120.018, lat: 30.018 };
    const others = [1, 2, 3, 4].map((i) => aWell(test.database.pool, { lon: spot.lon + i * 0.00002, lat: spot.lat }));
    const well = await aWell(test.database.pool, { lon: spot.lon - 0.00004, lat: spot.lat });
    await Promise.all(others);
    const chance = async (plate: object) =>
      (await ask({ position: spot, accuracyM: 8, ...plate })).json<MatchReply>().candidates.find(({ assetId }) => assetId === well)?.probability ?? 0;
    const silent = await chance({});
    const wrong = `${well.slice(0, 13)}${(Number(well[13]) + 1) % 10}${well.slice(14)}`;
    expect(await chance({ plate: well.slice(-5) })).toBeGreaterThan(silent + 0.3);
    expect(await chance({ plate: wrong })).toBeGreaterThan(silent + 0.3);
    const far = { position: { lon: spot.lon + 0.0015, lat: spot.lat }, accuracyM: 8 }; // 140 m off: found by its number alone
    const reply = (await ask({ ...far, plate: wrong })).json<MatchReply>();
    expect(reply.candidates.find(({ assetId }) => assetId === well)?.reasons).toContainEqual(
      expect.objectContaining({ code: 'match-plate-part', params: { read: wrong } }),
    );
    expect((await ask({ plate: well.slice(-5) })).json()).toMatchObject({ status: 400, code: 'plate-malformed', field: 'plate' });
    expect((await ask({ plate: wrong })).json()).toMatchObject({ status: 400, code: 'plate-mistyped', field: 'plate' });
  });

  it('asks for a place, and takes a point on a border and one just outside for the nearest street', async () => {
    expect((await ask({ text: '井盖' })).json()).toMatchObject({ code: 'place-missing', status: 400 });
    expect((await ask({ position: { lon: 120.02, lat: 30.01 } })).json()).toMatchObject({ place: { streetCode: '990101001' } });
    await test.database.pool.query(`update city set boundary = st_multi(st_makeenvelope(119.9, 29.9, 120.2, 30.1, 4326))`);
    await new Promise((resolve) => setTimeout(resolve, 2100)); // the city's words are read anew every two seconds
    expect((await ask({ position: { lon: 120.01, lat: 29.999 } })).json()).toMatchObject({ place: { streetCode: '990101001' } });
    expect((await ask({ position: { lon: 120.01, lat: 29.99 } })).json()).toMatchObject({ code: 'position-outside-city' });
  });

  it('sees a changed kind within seconds, without a restart', async () => {
    await test.database.pool.query(`insert into problem_kinds (code, name, name_en, about, acts) values ('drone', '无人机', 'Drone', 'none', 'centre')`);
    await new Promise((resolve) => setTimeout(resolve, 2100));
    expect((await ask({ position: at, kind: 'drone' })).statusCode).toBe(200);
  });

  it('tells staff alone of an owner’s word that settled orders taught and no list holds', async () => {
    const { learned } = defaultPriors;
    const words = { 老电管: { '*': 0.001, '|*': 0.0001, '|power': 0.3 } };
    const priors = { ...defaultPriors, learned: { ...learned, newWords: ['老电管'], words } };
    await insertMatchVersion(test.database.pool, { madeAt: '2026-11-23T09:00:00Z', priors, summary: {}, isUsed: true });
    await new Promise((resolve) => setTimeout(resolve, 2100));
    const said = { position: at, accuracyM: 8, text: '老电管的方盖子，不是自来水井' };
    expect((await ask(said, await as(test.app, 'agent'))).body).toContain('老电管');
    const seen = await ask(said);
    expect(seen.statusCode).toBe(200);
    expect(seen.body).not.toMatch(/老电管|match-words/);
  });

  it('finds its assets by the spatial index', async () => {
    const client = await test.database.pool.connect();
    try {
      await client.query('begin');
      await client.query('set local enable_seqscan = off');
      const { rows } = await client.query(
        `explain select id from assets where geom && ST_Expand(ST_SetSRID(ST_MakePoint(120.01, 30.01), 4326), 0.001, 0.001)
         order by geom <-> ST_SetSRID(ST_MakePoint(120.01, 30.01), 4326) limit 64`,
      );
      expect(JSON.stringify(rows)).toContain('assets_geom');
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});
