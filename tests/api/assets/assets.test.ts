import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aLamp, aWell } from '../../support/builders.ts';
import type { Username } from '../../support/city.ts';

let test: TestApp;
let power: string;
let water: string;
let east: string;
let lamp: string;
beforeAll(async () => {
  test = await startApp();
  power = await aWell(test.database.pool, { lon: 120.01, lat: 30.01, sourceNumber: 'DL-0042' });
  water = await aWell(test.database.pool, { lon: 120.011, lat: 30.01, classCode: '0101', ownerId: 'water', lettering: '上水', maintainerId: 'road-990101' });
  east = await aWell(test.database.pool, { lon: 120.06, lat: 30.02, roadId: 2, address: '东山路8号' });
  lamp = await aLamp(test.database.pool, { lon: 120.012, lat: 30.01 });
});
afterAll(() => test.close());

const get = async (url: string, username?: Username) => test.app.inject({ url, headers: username ? await signIn(test.app, username) : {} });
const idsOf = (reply: { json(): { assets: { id: string }[] } }) => reply.json().assets.map((a) => a.id);
const patch = async (id: string, username: Username, payload: object) =>
  test.app.inject({ method: 'PATCH', url: `/api/v1/assets/${id}`, headers: await signIn(test.app, username), payload });

describe('a plate', () => {
  it('shows the public what can be seen there and never whose it is', async () => {
    const reply = await get(`/api/v1/assets/${power}`);
    expect(reply.json()).toMatchObject({ id: power, className: { zh: '电力井盖' }, looks: { lettering: '电力', shape: 'round' }, street: { zh: '桥头街道' } });
    expect(Object.keys(reply.json())).not.toContain('owner');
    expect(reply.body).not.toContain('市电力公司');
  });

  it('shows staff within reach its whole life, and staff outside it what the public sees', async () => {
    expect((await get(`/api/v1/assets/${power}`, 'clerk-power')).json()).toMatchObject({
      owner: { id: 'power' },
      canChangeStatus: true,
      covers: [{ loadClass: 'D400' }],
    });
    expect((await get(`/api/v1/assets/${power}`, 'registrar')).json()).toMatchObject({ owner: { id: 'power' }, canChangeStatus: false });
    expect((await get(`/api/v1/assets/${power}`, 'clerk-water')).json().owner).toBeUndefined();
    expect((await get(`/api/v1/assets/${east}`, 'registrar-west')).json().owner).toBeUndefined();
  });

  it('is read as people type it', async () => {
    const typed = `${power.slice(0, 6)} ${power.slice(6, 10)}-${power.slice(10)}`.toLowerCase();
    expect((await get(`/api/v1/assets/${encodeURIComponent(typed)}`)).json().id).toBe(power);
  });

  it('with one slip is told apart from one that is unknown, and the right one is suggested', async () => {
    const slipped = `${power.slice(0, 15)}${(Number(power[15]) + 1) % 10}${power.slice(16)}`;
    const mistyped = await get(`/api/v1/assets/${slipped}?lang=en&near=120.0101,30.01`);
    expect([mistyped.statusCode, mistyped.json().code, mistyped.json().field]).toEqual([400, 'plate-mistyped', 'id']);
    expect(mistyped.json().params.suggestions).toContain(power);
    expect((await get('/api/v1/assets/99010101059999998')).statusCode).toBeGreaterThanOrEqual(400);
    expect((await get('/api/v1/assets/hello')).json().code).toBe('plate-malformed');
  });

  it('of a lamp has no cover', async () => {
    expect((await get(`/api/v1/assets/${lamp}`)).json()).toMatchObject({ isWell: false, looks: null });
  });
});

describe('searching the registry', () => {
  it('is scoped by reach: a unit finds its own, a district its places, the city everything', async () => {
    expect(idsOf(await get('/api/v1/assets', 'clerk-power')).sort()).toEqual([power, east].sort());
    expect(idsOf(await get('/api/v1/assets', 'registrar-west')).sort()).toEqual([power, water, lamp].sort());
    expect(idsOf(await get('/api/v1/assets', 'clerk-road'))).toEqual([water]);
    expect(idsOf(await get('/api/v1/assets', 'registrar'))).toHaveLength(4);
    expect((await get('/api/v1/assets')).statusCode).toBe(401);
  });

  it('finds the nearest first, inside a box, by number, by the owner’s number, by road and by address', async () => {
    expect(idsOf(await get('/api/v1/assets?near=120.0111,30.01', 'registrar'))[0]).toBe(water);
    expect(idsOf(await get('/api/v1/assets?bbox=120.05,30,120.07,30.03', 'registrar'))).toEqual([east]);
    expect(idsOf(await get(`/api/v1/assets?q=${power.slice(0, 12)}`, 'registrar'))).toContain(power);
    expect(idsOf(await get('/api/v1/assets?q=DL-0042', 'registrar'))).toEqual([power]);
    expect(idsOf(await get(`/api/v1/assets?q=${encodeURIComponent('东山路')}`, 'registrar'))).toEqual([east]);
    expect(idsOf(await get(`/api/v1/assets?q=${encodeURIComponent('东山路8号')}`, 'registrar'))).toEqual([east]);
    expect(idsOf(await get('/api/v1/assets?classCode=0118&placeCode=990101&status=intact', 'registrar'))).toEqual([lamp]);
    expect(idsOf(await get(`/api/v1/assets?q=${encodeURIComponent("%' or 1=1 --")}`, 'registrar'))).toEqual([]);
  });

  it('pages by cursor without a row twice or missing, by number and by distance', async () => {
    for (const by of ['', 'near=120.02,30.01&']) {
      const seen: string[] = [];
      let cursor = '';
      for (let page = 0; page < 5; page += 1) {
        const reply = await get(`/api/v1/assets?${by}limit=1${cursor && `&cursor=${cursor}`}`, 'registrar');
        seen.push(...idsOf(reply));
        cursor = reply.json().nextCursor ?? '';
        if (!cursor) break;
      }
      expect(seen).toHaveLength(4);
      expect(new Set(seen).size).toBe(4);
    }
  });

  it('refuses boxes, points and cursors that make no sense', async () => {
    for (const query of [
      'bbox=121,31,120,30',
      'bbox=1,2,3',
      'near=200,10',
      'near=NaN,1',
      'cursor=x',
      'limit=0',
      'limit=1.5',
      'status=lost',
      'colour=red',
      'q=%00',
    ]) {
      const reply = await get(`/api/v1/assets?${query}`, 'registrar');
      expect([query, reply.statusCode]).toEqual([query, 400]);
      expect(reply.json().field).toBe(query.split('=')[0]);
    }
  });
});

describe('assets at one and the same point', () => {
  it('are paged by distance without losing one', async () => {
    const headers = await signIn(test.app, 'clerk-telecom');
    const made = new Set<string>();
    for (let i = 0; i < 5; i += 1) made.add(await aWell(test.database.pool, { lon: 120.03, lat: 30.03, classCode: '0107', ownerId: 'telecom' }));
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null && seen.length < 9) {
      const reply: { json(): { assets: { id: string }[]; nextCursor: string | null } } = await test.app.inject({
        url: `/api/v1/assets?near=120.03,30.02&limit=2${cursor && `&cursor=${cursor}`}`,
        headers,
      });
      seen.push(...idsOf(reply));
      cursor = reply.json().nextCursor;
    }
    expect(seen.sort()).toEqual([...made].sort());
  });
});

describe('changing a status', () => {
  it('is for its recorded owner or maintainer and for nobody else', async () => {
    for (const [username, status] of [
      ['clerk-water', 'damaged'],
      ['clerk-road', 'missing'],
    ] as const) {
      const { version } = (await get(`/api/v1/assets/${water}`, 'registrar')).json();
      const reply = await patch(water, username, { version, status, note: '盖板开裂' });
      expect(reply.json()).toMatchObject({
        status,
        version: version + 1,
        events: [{ action: 'status', note: '盖板开裂' }, ...(version > 1 ? [{}] : []), { action: 'minted' }],
      });
    }
    expect((await patch(water, 'clerk-power', { version: 3, status: 'intact' })).json().code).toBe('not-its-keeper');
    expect((await patch(water, 'dispatcher-city', { version: 3, status: 'intact' })).json().code).toBe('forbidden');
  });

  it('by two at once has one winner, and the other is told', async () => {
    const headers = await signIn(test.app, 'clerk-power');
    const replies = await Promise.all(
      ['damaged', 'missing'].map((status) => test.app.inject({ method: 'PATCH', url: `/api/v1/assets/${east}`, headers, payload: { version: 1, status } })),
    );
    expect(replies.map((r) => r.statusCode).sort()).toEqual([200, 409]);
    expect(replies.find((r) => r.statusCode === 409)?.json()).toMatchObject({
      code: 'asset-changed',
      detail: expect.stringContaining('人员 clerk-power已修改：状态'),
      params: { changes: { status: ['intact', expect.any(String)] }, version: 2 },
    });
    const { rows } = await test.database.pool.query('select 1 from asset_events where asset_id = $1', [east]);
    expect(rows).toHaveLength(1);
  });
});
