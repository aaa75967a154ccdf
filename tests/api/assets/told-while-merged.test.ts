import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#db/pool.ts';
import { lockIncidentsOf } from '#db/queries/orders/incidents.ts';
import type { MatchReply } from '#domain/contract/match.ts';
import { replayReport } from '../../../api/replay/replay-report.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { registryOf } from '../../support/registry.ts';
import { as, doing, orderOf, report } from '../../support/thread.ts';
import { untilWaiting } from '../../support/waits.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const did = doing(() => test.app);
let rows = 0;
/** In the street of the wells that were laid last. */
const place = (n: number) => ({ lon: 120.003 + n * 0.0001, lat: 30.02 + rows * 0.001 });
/** Wells of these owners, ten metres apart; each time in another street. */
const wellsOf = (...owners: string[]): Promise<string[]> => {
  rows += 1;
  return Promise.all(owners.map((ownerId, n) => aWell(test.database.pool, { ...place(n), ownerId })));
};
const post = async (path: string, payload: object) => {
  const reply = await test.app.inject({ method: 'POST', url: `/api/v1/assets${path}`, headers: await as(test.app, 'registrar'), payload });
  expect(reply.statusCode, reply.body).toBeLessThan(300);
};
const { versionOf } = registryOf(() => test.app);
const merge = async (id: string, into: string) => post(`/${id}/merge`, { version: await versionOf(id), into, note: '重复登记' });
const noisy = async (named: { plate: string } | { assetId: string }) =>
  orderOf(test.app, await report(test.app, aReport({ kind: 'cover_noise', text: '', position: place(0), ...named })));

/** Somebody who holds an asset's lock, until they let go. */
const holding = async (assetId: string): Promise<Client> => {
  const client = await test.database.pool.connect();
  await client.query('begin');
  await lockIncidentsOf(client, assetId);
  return client;
};
const letGo = async (client: Client): Promise<void> => {
  await client.query('commit');
  client.release();
};
const mergeAndLetGo = async (client: Client, id: string, into: string): Promise<void> => {
  await client.query('update assets set merged_into = $2 where id = $1', [id, into]);
  await letGo(client);
};

describe('a well that was merged and picked on a map of before', () => {
  it('is the one at the end of its merges: its order, its owner, and joined by whoever names another of them', async () => {
    const [a = '', b = '', c = ''] = await wellsOf('power', 'telecom', 'water');
    await merge(a, b);
    await merge(b, c);
    const order = await noisy({ assetId: a });
    expect(order).toMatchObject({ assetId: c, unit: { id: 'water' } });
    for (const named of [{ assetId: b }, { plate: a }, { assetId: c }]) expect(await noisy(named)).toMatchObject({ id: order.id });
  });

  it('is that one too where its number is typed with a slip: its plate still hangs there', async () => {
    const [a = '', b = ''] = await wellsOf('power', 'water');
    await merge(a, b);
    const told = { kind: 'cover_noise', text: '', position: place(0), accuracyM: 5, plate: `${a.slice(0, 9)}${a[9] === '7' ? '1' : '7'}${a.slice(10)}` };
    const { candidates } = (await test.app.inject({ method: 'POST', url: '/api/v1/match', payload: told })).json<MatchReply>();
    expect(candidates.map(({ assetId }) => assetId)).not.toContain(a);
    expect(candidates[0]).toMatchObject({ assetId: b, reasons: expect.arrayContaining([expect.objectContaining({ code: 'match-plate-part' })]) });
    const story = await report(test.app, aReport(told));
    expect(await orderOf(test.app, story)).toMatchObject({ assetId: b, unit: { id: 'water' } });
    expect((await replayReport(test.database.pool, story.number))?.apart).toBeLessThan(0.0005);
  });

  it('lets its report be split out, though it was merged since', async () => {
    const [a = '', b = ''] = await wellsOf('power', 'water');
    const first = await noisy({ assetId: a });
    const second = await noisy({ assetId: a });
    expect(second.id).toBe(first.id);
    await merge(a, b);
    const { rows: told } = await test.database.pool.query<{ id: string }>(
      'select r.id from reports r join orders o on o.incident_id = r.incident_id where o.id = $1 order by r.id desc limit 1',
      [first.id],
    );
    await did('dispatcher-city', first.id, 'split', { reportId: told[0]?.id, note: '另一处' });
    const { rows: opened } = await test.database.pool.query('select asset_id, unit_id from orders where id > $1 order by id desc limit 1', [first.id]);
    expect(opened).toEqual([{ asset_id: b, unit_id: 'water' }]);
  });
});

describe('a well that is merged in the moment in which it is told of', () => {
  it('has its order opened under the lock of the one that stands, and by that one’s owner, however often that changes', async () => {
    const [a = '', b = '', c = ''] = await wellsOf('power', 'telecom', 'water');
    const [ofA, ofB] = [await holding(a), await holding(b)];
    const reporting = noisy({ plate: a });
    await untilWaiting(test.database.pool);
    await mergeAndLetGo(ofA, a, b);
    await untilWaiting(test.database.pool); // for the other one's lock now
    await mergeAndLetGo(ofB, b, c);
    expect(await reporting).toMatchObject({ assetId: c, unit: { id: 'water' }, reportCount: 1 });
  });

  it.each(['plate', 'assetId'] as const)('is told of as itself where it is split off again in that moment, named by %s', async (by) => {
    const [a = '', b = ''] = await wellsOf('power', 'water');
    await merge(a, b);
    const ofB = await holding(b);
    const reporting = noisy({ [by]: a } as { plate: string });
    await untilWaiting(test.database.pool);
    await ofB.query('update assets set merged_into = null where id = $1', [a]);
    await letGo(ofB);
    expect(await reporting).toMatchObject({ assetId: a, unit: { id: 'power' } });
  });

  it('is not split in that moment as if it stood: whoever does is told to look again', async () => {
    const [a = '', b = ''] = await wellsOf('power', 'water');
    const merging = await holding(a);
    const payload = { version: 1, position: { ...place(2), datum: 'WGS84' }, note: '其实是两座' };
    const splitting = test.app.inject({ method: 'POST', url: `/api/v1/assets/${a}/split`, headers: await as(test.app, 'registrar'), payload });
    void splitting.then(() => undefined); // sent now
    await untilWaiting(test.database.pool);
    await mergeAndLetGo(merging, a, b);
    expect((await splitting).json()).toMatchObject({ status: 409, code: 'version-stale' });
  });

  it('is not split off again meanwhile: whoever splits it waits', async () => {
    const [a = '', b = ''] = await wellsOf('power', 'water');
    await merge(a, b);
    const telling = await holding(b);
    let isSplit = false;
    const splitting = versionOf(a).then((version) => post(`/${a}/split`, { version, note: '其实是两座' }).then(() => (isSplit = true)));
    await untilWaiting(test.database.pool);
    expect(isSplit).toBe(false);
    await letGo(telling);
    await splitting;
  });
});
