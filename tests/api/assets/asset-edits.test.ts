import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { cover, registryOf } from '../../support/registry.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const { call, get, patch, post } = registryOf(() => test.app);
const well = (given = {}) => aWell(test.database.pool, given);

describe('changing what is recorded', () => {
  it('lets a keeper tell what maintenance finds, and nothing that is the registrar’s', async () => {
    const id = await well();
    const told = await patch(id, 'crew-power', { version: 1, hasAntiFallNet: true, depthM: 2.5, lastVerifiedOn: '2026-11-20', note: '清淤时查看' });
    expect(told.body).toMatchObject({ hasAntiFallNet: true, depthM: 2.5, lastVerifiedOn: '2026-11-20', version: 2, mayRegister: false });
    expect(told.body.events[0]).toMatchObject({
      action: 'changed',
      source: 'owner',
      note: '清淤时查看',
      version: 2,
      changes: { depthM: [null, 2.5], hasAntiFallNet: [null, true] },
    });
    expect(told.body.mayChange).not.toContain('ownerId');
    expect((await patch(id, 'clerk-power', { version: 2, ownerId: 'water' })).body).toMatchObject({ code: 'field-not-yours', field: 'ownerId' });
    expect((await patch(id, 'clerk-water', { version: 2, depthM: 3 })).body.code).toBe('not-its-keeper');
  });

  it('lets the registrar of its place change everything but its number; moved, its place follows and its number stays', async () => {
    const id = await well();
    const moved = await patch(id, 'registrar', {
      version: 1,
      position: { lon: 120.06, lat: 30.02 },
      classCode: '0101',
      ownerId: 'water',
      source: 'survey',
      note: '复测',
      cover: { loadClass: 'B125', lettering: null },
    });
    expect(moved.body).toMatchObject({ id, classCode: '0101', district: { zh: '东区' }, owner: { id: 'water' }, hazards: ['weak_cover', 'not_verified'] });
    expect(moved.body.covers[0]).toMatchObject({ loadClass: 'B125', lettering: null, sizeMm: 700 });
    expect(moved.body.events[0]?.changes).toMatchObject({ districtCode: ['990101', '990102'], classCode: ['0105', '0101'], ownerId: ['power', 'water'] });
    expect((await patch(id, 'registrar-west', { version: 2, depthM: 1 })).body.code).toBe('outside-scope');
    const west = await well();
    expect((await patch(west, 'registrar-west', { version: 1, position: { lon: 120.06, lat: 30.02 } })).body).toMatchObject({ code: 'outside-scope' });
    expect((await get(west)).body.version).toBe(1);
  });

  it('tells whoever comes second who changed what since they looked, in both languages', async () => {
    const id = await well();
    await patch(id, 'clerk-power', { version: 1, status: 'damaged' });
    await patch(id, 'crew-power', { version: 2, depthM: 3, status: 'missing' });
    const second = await patch(id, 'registrar', { version: 1, address: '桥头路12号' });
    expect(second).toMatchObject({ status: 409, body: { code: 'asset-changed', detail: '您查看之后，人员 crew-power已修改：状态、井深。请核对后再改。' } });
    expect(second.body.params).toMatchObject({ version: 3, changes: { status: ['intact', 'missing'], depthM: [null, 3] } });
    const english = await call('PATCH', `/api/v1/assets/${id}?lang=en`, 'registrar', { version: 2, address: '1' });
    expect(english.body.detail).toBe('Since you looked, Person crew-power has changed: depth, status. Look at it as it is now, then change it.');
    expect((await patch(id, 'registrar', { version: 3, address: '桥头路12号' })).body.address).toBe('桥头路12号');
  });

  it.each([
    [{ classCode: '0199' }, 'class-unknown', 'classCode'],
    [{ ownerId: 'nobody' }, 'unit-unknown', 'ownerId'],
    [{ lastVerifiedOn: '2026-02-30' }, 'field-invalid', 'lastVerifiedOn'],
    [{ lastVerifiedOn: '2027-01-01' }, 'census-date-future', 'lastVerifiedOn'],
    [{ yearBuilt: 2027 }, 'census-date-future', 'yearBuilt'],
    [{ cover: { fittedOn: '2026-02-30' } }, 'field-invalid', 'cover/fittedOn'],
    [{ cover: { fittedOn: '2026-11-24' } }, 'census-date-future', 'cover/fittedOn'],
    [{ cover: { clearOpeningMm: 701 } }, 'clear-opening-wider', 'cover/clearOpeningMm'],
    [{ position: { lon: 30.02, lat: 120.01 } }, 'position-swapped', 'position'],
    [{ position: { lon: 0, lat: 0 } }, 'position-outside-city', 'position'],
    [{ depthM: -1 }, 'field-invalid', 'depthM'],
    [{ depthM: '3' }, 'field-invalid', 'depthM'],
    [{ address: '桥\u202e路' }, 'text-control-characters', 'address'],
    [{ cover: {} }, 'field-invalid', 'cover'],
    [{ id: '1' }, 'field-invalid', 'id'],
    [{}, 'field-invalid', ''],
  ])('refuses %j: %s', async (changes, code, field) => {
    const id = await well();
    for (const language of ['zh', 'en']) {
      const refused = await call('PATCH', `/api/v1/assets/${id}?lang=${language}`, 'registrar', { version: 1, ...changes });
      expect(refused.body).toMatchObject({ code, ...(field ? { field } : {}) });
      expect(refused.body.detail).not.toMatch(/undefined|\{|\}/);
    }
    expect((await get(id)).body.version).toBe(1);
  });
});

describe('a change that says nothing new', () => {
  it('makes no version and no event, so that the next editor is told of no change', async () => {
    const id = await well();
    const same = await patch(id, 'crew-power', { version: 1, status: 'intact', cover: { sizeMm: 700 }, note: '看过' });
    expect(same).toMatchObject({ status: 200, body: { version: 1 } });
    expect(same.body.events).toMatchObject([{ action: 'minted' }]);
    expect((await patch(id, 'registrar', { version: 1, depthM: 2 })).body).toMatchObject({ version: 2, depthM: 2 });
  });
});

describe('an asset that is gone', () => {
  it.each(['crew-power', 'registrar'] as const)('is not taken off by %s with a change of status, but retired', async (who) => {
    const id = await well();
    const refused = await patch(id, who, { version: 1, status: 'removed' });
    expect(refused).toMatchObject({ status: 422, body: { code: 'retire-apart', field: 'status', detail: expect.stringContaining('停用') } });
    expect((await get(id)).body).toMatchObject({ status: 'intact', version: 1, covers: [{ removedOn: null }] });
    await post(`/${id}/retire`, 'registrar', { version: 1, status: 'removed', note: '已填埋' });
    expect((await patch(id, who, { version: 2, status: 'removed', remark: '无井' })).body).toMatchObject({ note: '无井', version: 3 });
    expect((await patch(id, who, { version: 3, status: 'intact' })).body).toMatchObject({ status: 'intact' });
  });
});

describe('a well filled in', () => {
  it('keeps its number, which says so; it takes no cover until its status is set back', async () => {
    const id = await well();
    const retired = await post(`/${id}/retire`, 'registrar', { version: 1, status: 'removed', note: '管线改道，已填埋' });
    expect(retired.body).toMatchObject({ status: 'removed', standing: 'retired', hazards: [] });
    expect(retired.body.covers[0]).toMatchObject({ removedOn: '2026-11-23', removedReason: 'removed' });
    expect((await get(id, null)).body).toMatchObject({ id, standing: 'retired', status: 'removed' });
    expect((await post(`/${id}/cover`, 'registrar', { version: 2, cover })).body).toMatchObject({
      code: 'asset-retired',
      detail: expect.stringContaining('移除'),
    });
  });
});
