import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { formatPlate } from '#domain/asset-id.ts';
import type { OwnershipNotice, PublicNotice } from '#domain/contract/ownership-notices.ts';
import { forgetVocabulary } from '../../../api/vocabulary.ts';
import { workNotices } from '../../../api/work-notices.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aPerson, aReport, aWell } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { act, aPhoto, as, orderOf, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
  await aPerson(test.database.pool, 'registrar-east', [{ role: 'registrar', placeCode: '990102' }]);
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

let step = 0;
const ownerless = () => {
  step += 1;
  return aWell(test.database.pool, { lon: 120.001 + step * 0.0005, lat: 30.03, ownerId: null, maintainerId: null });
};
/** Sessions end within the days that these tests pass: whoever asks signs in at that time. */
const send = async (who: string, method: 'GET' | 'POST', url: string, payload?: object) =>
  test.app.inject({ method, url, headers: await signIn(test.app, who), ...(payload ? { payload } : {}) });
const publish = async (assetId: string, who: Username = 'registrar'): Promise<OwnershipNotice> => {
  const reply = await send(who, 'POST', '/api/v1/ownership-notices', { assetId, note: '普查时无人认领' });
  expect(reply.statusCode, reply.body).toBe(201);
  return reply.json<OwnershipNotice>();
};
const claim = async (who: Username, id: string, unitId: string, rest: object = {}) => {
  const photoIds = [await aPhoto(test.app, await signIn(test.app, who))];
  return send(who, 'POST', `/api/v1/ownership-notices/${id}/claims`, { unitId, note: '竣工图上有这口井', photoIds, ...rest });
};
const decide = (id: string, body: object, who = 'registrar') => send(who, 'POST', `/api/v1/ownership-notices/${id}/decision`, { note: '核对图纸', ...body });
const well = async (id: string) =>
  (
    await test.database.pool.query<{ owner: string | null; maintainer: string | null; evidence: string; confidence: number }>(
      'select owner_id as owner, maintainer_id as maintainer, owner_evidence as evidence, owner_confidence::float8 as confidence from assets where id = $1',
      [id],
    )
  ).rows[0];
const after = '2026-12-08T16:00:00.000Z'; // the notice of 23 November lasts to 8 December

describe('a well that nobody owns', () => {
  it('is put in the notice for fifteen days, and orders about it are the road maintainer’s', async () => {
    const id = await ownerless();
    expect(await publish(id)).toMatchObject({ endsOn: '2026-12-08', keeper: { en: 'West Roads' }, claimCount: 0, isOver: false, mayDecide: true });
    expect((await well(id))?.maintainer).toBe('road-990101');
    const order = await orderOf(test.app, await report(test.app, aReport({ plate: id, channel: 'plate', kind: 'cover_noise' })));
    expect(order.unit.id).toBe('road-990101');
    expect((await send('registrar', 'POST', '/api/v1/ownership-notices', { assetId: id })).json()).toMatchObject({ code: 'notice-open' });
  });

  it('is told to everybody by its place, not by its number, its spot, or a sensitive class', async () => {
    const id = await ownerless();
    const { id: noticeId } = await publish(id);
    const reply = await test.app.inject({ url: '/api/v1/public-notices' });
    const told = reply.json<{ notices: PublicNotice[] }>().notices.find((one) => one.id === noticeId);
    expect(told).toMatchObject({ className: null, address: '桥头路10号', street: { en: 'Qiaotou Street' }, outcome: null });
    expect(reply.body).not.toContain(id);
    expect(reply.body).not.toMatch(/"lon"|"lat"|人员/);
  });

  it('of which nobody says that it is theirs stays the road maintainer’s, by the clockwork, once, also after a standstill', async () => {
    const id = await ownerless();
    const { id: noticeId } = await publish(id);
    test.setNow('2026-12-08T15:59:59.000Z');
    await workNotices(test.app);
    expect((await test.database.pool.query('select 1 from ownership_notices where id = $1 and outcome is null', [noticeId])).rowCount).toBe(1);
    test.setNow('2026-12-20T00:00:00.000Z');
    await Promise.all([workNotices(test.app), workNotices(test.app)]);
    const { rows } = await test.database.pool.query('select step from ownership_steps where notice_id = $1 order by id', [noticeId]);
    expect(rows.map(({ step: what }) => what)).toEqual(['publish', 'unowned']);
    expect(await well(id)).toMatchObject({ owner: null, maintainer: 'road-990101' });
  });

  it('holds up no other where its own work fails, and is tried again', async () => {
    const { pool } = test.database;
    const [bad, good] = [await publish(await ownerless()), await publish(await ownerless())];
    await pool.query(`create function refuse_step() returns trigger language plpgsql as $$ begin raise 'no step can be written'; end $$`);
    await pool.query(
      `create trigger refuse_step before insert on ownership_steps for each row when (new.notice_id = ${bad.id}) execute function refuse_step()`,
    );
    test.setNow(after);
    await workNotices(test.app);
    const outcome = async ({ id }: OwnershipNotice) => (await pool.query('select outcome from ownership_notices where id = $1', [id])).rows[0]?.outcome;
    expect([await outcome(bad), await outcome(good)]).toEqual([null, 'unowned']);
    await pool.query('drop trigger refuse_step on ownership_steps');
    test.setNow('2026-12-08T16:10:00.000Z');
    await workNotices(test.app);
    expect(await outcome(bad)).toBe('unowned');
  });

  it('is left to the next run by a server that is stopped', async () => {
    for (const one of [await ownerless(), await ownerless(), await ownerless()]) await publish(one);
    test.setNow(after);
    const asked: true[] = [];
    expect(await workNotices(test.app, () => asked.push(true) > 2)).toBe(2);
    expect(await workNotices(test.app)).toBe(1);
  });
});

describe('a claim', () => {
  it('shows why; it is confirmed when the notice is over, and the registry learns the owner and argues no more', async () => {
    const id = await ownerless();
    const { id: noticeId } = await publish(id);
    expect((await claim('clerk-power', noticeId, 'power', { photoIds: [] })).json()).toMatchObject({
      code: 'claim-evidence-missing',
      detail: '认领需要附上依据的照片。',
    });
    const made = await claim('clerk-power', noticeId, 'power');
    expect(made.statusCode, made.body).toBe(201);
    expect((await claim('clerk-water', noticeId, 'water')).statusCode).toBe(201);
    expect((await claim('clerk-power', noticeId, 'power')).json()).toMatchObject({ code: 'claim-made-already' });
    expect((await claim('clerk-power', noticeId, 'water')).json()).toMatchObject({ code: 'outside-scope' });
    // Each unit reads its own claim; the registrar reads both, with the evidence.
    const mine = (await send('clerk-water', 'GET', `/api/v1/ownership-notices?assetId=${id}`)).json<{ notices: OwnershipNotice[] }>().notices[0];
    expect(mine?.claims.map(({ unit }) => unit.id)).toEqual(['water']);
    const seen = (await send('registrar', 'GET', '/api/v1/ownership-notices?state=waiting'))
      .json<{ notices: OwnershipNotice[] }>()
      .notices.find((one) => one.id === noticeId);
    const [power, water] = seen?.claims ?? [];
    expect(power?.photos).toHaveLength(1);
    const photo = power?.photos[0]?.url ?? '';
    expect([(await send('registrar', 'GET', photo)).statusCode, (await send('clerk-water', 'GET', photo)).statusCode]).toEqual([200, 403]);

    expect((await decide(noticeId, { decision: 'confirm', claimId: power?.id })).json()).toMatchObject({ code: 'notice-running' });
    test.setNow(after);
    expect((await decide(noticeId, { decision: 'confirm', claimId: power?.id }, 'registrar-east')).json()).toMatchObject({ code: 'outside-scope' });
    const done = await decide(noticeId, { decision: 'confirm', claimId: power?.id });
    expect(done.json<OwnershipNotice>()).toMatchObject({ outcome: 'confirmed', owner: { en: 'City Power' } });
    expect(done.json<OwnershipNotice>().claims.map(({ accepted }) => accepted)).toEqual([true, false]);
    expect(water?.accepted).toBeNull();
    expect(await well(id)).toEqual({ owner: 'power', maintainer: 'power', evidence: 'claim', confidence: expect.closeTo(0.98) });
    const order = await orderOf(test.app, await report(test.app, aReport({ plate: id, channel: 'plate', kind: 'cover_noise' })), 'dispatcher-street');
    expect(order, 'its order knows that the owner was found, not merely written down').toMatchObject({ unit: { id: 'power' }, ownerEvidence: 'claim' });
    const denial = await act(test.app, 'clerk-power', order.id, 'return', {
      note: '不是我们的',
      photoIds: [await aPhoto(test.app, await as(test.app, 'clerk-power'))],
    });
    expect(denial.json()).toMatchObject({ code: 'ownership-decided' });
  });

  it('that was refused leaves the well to the road’s maintainer when the notice is over; one that waits reminds each day', async () => {
    const id = await ownerless();
    const { id: noticeId } = await publish(id);
    await claim('clerk-water', noticeId, 'water');
    test.setNow(after);
    await workNotices(test.app);
    await workNotices(test.app);
    test.setNow('2026-12-09T16:00:00.000Z');
    await workNotices(test.app);
    const steps = async () =>
      (await test.database.pool.query('select step from ownership_steps where notice_id = $1 order by id', [noticeId])).rows.map(({ step: what }) => what);
    expect(await steps()).toEqual(['publish', 'claim', 'remind', 'remind']);
    const [waiting] = (await test.database.pool.query<{ id: string }>('select id::text from ownership_claims where notice_id = $1', [noticeId])).rows;
    expect((await decide(noticeId, { decision: 'refuse', claimId: waiting?.id })).statusCode).toBe(200);
    await workNotices(test.app);
    expect(await steps()).toEqual(['publish', 'claim', 'remind', 'remind', 'refuse', 'unowned']);
  });

  it('need not be there: the registrar assigns a well, or takes the notice back and leaves the well as it was', async () => {
    const [assigned, taken] = [await ownerless(), await ownerless()];
    const [first, second] = [await publish(assigned), await publish(taken)];
    expect((await decide(second.id, { decision: 'withdraw', note: '' })).json()).toMatchObject({ code: 'note-missing' });
    expect((await decide(second.id, { decision: 'withdraw' })).json()).toMatchObject({ outcome: 'withdrawn' });
    expect(await well(taken)).toMatchObject({ owner: null, maintainer: null });
    test.setNow(after);
    expect((await decide(first.id, { decision: 'assign', unitId: 'centre-990101' })).json()).toMatchObject({ code: 'unit-unknown' });
    expect((await decide(first.id, { decision: 'assign', unitId: 'water' })).json()).toMatchObject({ outcome: 'assigned', owner: { en: 'City Water' } });
    expect(await well(assigned)).toMatchObject({ owner: 'water', maintainer: 'water', evidence: 'decision' });
    expect((await decide(first.id, { decision: 'withdraw' })).json()).toMatchObject({ code: 'notice-settled' });
  });

  it('is not taken for a unit that ended, whose people read what was closed there still', async () => {
    const { id } = await publish(await ownerless());
    await test.database.pool.query(`update units set active = false, successor_id = 'water' where id = 'power'`);
    forgetVocabulary(test.app.pool);
    const late = await claim('clerk-power', id, 'power');
    await test.database.pool.query(`update units set active = true, successor_id = null where id = 'power'`);
    forgetVocabulary(test.app.pool);
    expect(late.json()).toMatchObject({ code: 'unit-unknown', field: 'unitId' });
  });

  it('that never came lets the registrar assign the well also after the clockwork ended its notice, as long as it is nobody’s', async () => {
    const [left, owned] = [await ownerless(), await ownerless()];
    const [first, second] = [await publish(left), await publish(owned)];
    test.setNow('2026-12-20T00:00:00.000Z');
    await workNotices(test.app);
    await test.database.pool.query("update assets set owner_id = 'gas', maintainer_id = 'gas' where id = $1", [owned]);
    const told = async (assetId: string) =>
      (await send('registrar', 'GET', `/api/v1/ownership-notices?assetId=${assetId}`)).json<{ notices: OwnershipNotice[] }>().notices[0];
    expect(await told(left)).toMatchObject({ outcome: 'unowned', mayDecide: true });
    expect(await told(owned)).toMatchObject({ outcome: 'unowned', mayDecide: false });
    expect((await decide(second.id, { decision: 'assign', unitId: 'water' })).json()).toMatchObject({ code: 'notice-owned' });
    expect((await decide(first.id, { decision: 'assign', unitId: 'water' }, 'registrar-east')).json()).toMatchObject({ code: 'outside-scope' });

    const again = await publish(left); // somebody asked once more, whose notice runs
    expect((await decide(first.id, { decision: 'assign', unitId: 'water' })).json()).toMatchObject({ code: 'notice-open' });
    expect((await decide(again.id, { decision: 'withdraw' })).statusCode).toBe(200);
    const done = await decide(first.id, { decision: 'assign', unitId: 'water' });
    expect(done.json()).toMatchObject({ outcome: 'assigned', owner: { en: 'City Water' }, mayDecide: false });
    expect(done.json<OwnershipNotice>().steps.map(({ step: what }) => what)).toEqual(['publish', 'unowned', 'assign']);
    expect(await well(left)).toMatchObject({ owner: 'water', evidence: 'decision' });
  });

  it('that never came leaves a well that was removed or merged since to nobody', async () => {
    const { pool } = test.database;
    const [gone, merged] = [await ownerless(), await ownerless()];
    const [first, second] = [await publish(gone), await publish(merged)];
    test.setNow(after);
    await workNotices(test.app);
    await pool.query("update assets set status = 'removed' where id = $1", [gone]);
    await pool.query('update assets set merged_into = $2 where id = $1', [merged, gone]);
    for (const { id } of [first, second])
      expect((await decide(id, { decision: 'assign', unitId: 'water' })).json()).toMatchObject({ code: 'notice-no-well', field: 'id', status: 422 });
    expect((await well(gone))?.owner).toBeNull();
  });

  it('that never came leaves the well to who follows the unit that kept it', async () => {
    const { pool } = test.database;
    const kept = await ownerless();
    await pool.query("update assets set maintainer_id = 'gas' where id = $1", [kept]);
    const first = await publish(kept);
    test.setNow(after);
    await workNotices(test.app);
    const version = (await pool.query<{ version: number }>("select version from units where id = 'gas'")).rows[0]?.version;
    const body = { version, successorId: 'power', why: '并入电力' };
    expect((await send('administrator', 'POST', '/api/v1/network-units/gas/close', body)).statusCode).toBe(200);
    expect((await pool.query('select keeper_id, kept_before from ownership_notices where id = $1', [first.id])).rows).toEqual([
      { keeper_id: 'power', kept_before: 'power' },
    ]);
    // As a decree leaves a notice, and an ending that another server has not heard of yet.
    await pool.query("update ownership_notices set keeper_id = 'gas', kept_before = 'gas' where id = $1", [first.id]);
    expect((await decide(first.id, { decision: 'assign', unitId: 'water' })).json()).toMatchObject({ outcome: 'assigned' });
    expect(await well(kept)).toMatchObject({ owner: 'water', maintainer: 'power' });
  });

  it('ends by itself where an owner was recorded meanwhile', async () => {
    const id = await ownerless();
    const { id: noticeId } = await publish(id);
    await test.database.pool.query("update assets set owner_id = 'gas', maintainer_id = 'gas' where id = $1", [id]);
    test.setNow(after);
    await workNotices(test.app);
    expect((await test.database.pool.query('select outcome from ownership_notices where id = $1', [noticeId])).rows).toEqual([{ outcome: 'withdrawn' }]);
    expect(await well(id)).toMatchObject({ owner: 'gas', maintainer: 'gas' });
  });
});

describe('the list of wells for the notice', () => {
  it('holds those that nobody owns in the registrar’s place and that stand in no notice', async () => {
    const id = await ownerless();
    const list = async (who: string) =>
      (await send(who, 'GET', '/api/v1/ownerless')).json<{ wells: { assetId: string }[] }>().wells.map(({ assetId }) => assetId);
    expect(await list('registrar')).toContain(id);
    expect(await list('registrar-east')).not.toContain(id);
    await publish(id);
    expect(await list('registrar')).not.toContain(id);
  });

  it('is searched by a part of the number and of the address, and says that there are more than the fifty it holds', async () => {
    const [first, ...others] = await Promise.all(
      Array.from({ length: 51 }, () => aWell(test.database.pool, { lon: 120.0155, lat: 30.03, ownerId: null, maintainerId: null })),
    );
    const last = [...others, String(first)].sort().at(-1) ?? '';
    await test.database.pool.query('update assets set address = $2 where id = $1', [last, '寻井路7号%门口']);
    const ask = async (q: string) =>
      (await send('registrar', 'GET', `/api/v1/ownerless?q=${encodeURIComponent(q)}`)).json<{ wells: { assetId: string }[]; hasMore: boolean }>();
    const all = await ask('');
    expect([all.wells.length, all.hasMore, all.wells.some(({ assetId }) => assetId === last)]).toEqual([50, true, false]);
    for (const q of [formatPlate(last), last.slice(-8), '寻井路', '号%门'])
      expect([q, (await ask(q)).wells.map(({ assetId }) => assetId)]).toEqual([q, [last]]);
    expect(await ask('路%门')).toEqual({ wells: [], hasMore: false });
  });
});
