import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetIdOf } from '#domain/asset-id.ts';
import { type SignedIn, signIn, startApp, type TestApp } from '../../support/app.ts';
import { aPerson, aReport, aWell } from '../../support/builders.ts';
import { decodeTile } from '../../tiles/decode.ts';
import { everyRole, type RoleName, type Row, rows, type Things } from './route-by-role.rows.ts';

let test: TestApp;
let things: Things;
let address: string;
let nonce = 0;

const unitRoles: readonly RoleName[] = ['clerk', 'crew'];
const scopes = ['inside', 'outside'] as const;
type Scope = (typeof scopes)[number];

const addPerson = (role: RoleName, scope: Scope) => {
  const inside = scope === 'inside';
  const grant = unitRoles.includes(role) ? { role, unitId: inside ? 'power' : 'water' } : { role, placeCode: inside ? '990101' : '990102' };
  return aPerson(test.database.pool, `${role}-${scope}`, [grant]);
};

const anOrder = async (): Promise<Things> => {
  const personId = await aPerson(test.database.pool, 'somebody-there', [{ role: 'dispatcher', placeCode: '990101' }]);
  const assetId = await aWell(test.database.pool);
  const jpeg = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer();
  const form = [
    Buffer.from('--edge\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'),
    jpeg,
    Buffer.from('\r\n--edge--\r\n'),
  ];
  const photo = await test.app.inject({
    method: 'POST',
    url: '/api/v1/photos',
    headers: { 'content-type': 'multipart/form-data; boundary=edge' },
    payload: Buffer.concat(form),
  });
  const photoId = photo.json<{ id: string }>().id;
  const payload = aReport({ plate: assetId, channel: 'plate', photoIds: [photoId] });
  const report = await test.app.inject({ method: 'POST', url: '/api/v1/reports', headers: { 'idempotency-key': 'the-one-order' }, payload });
  expect(report.statusCode, report.body).toBe(201);
  const { rows: orders } = await test.database.pool.query<{ id: string; unit_id: string }>('select id, unit_id from orders');
  expect(orders).toMatchObject([{ unit_id: 'power' }]);
  return { assetId, photoId, personId, orderId: orders[0]?.id ?? '', reportNumber: report.json<{ number: string }>().number };
};

beforeAll(async () => {
  test = await startApp();
  address = await test.app.listen({ host: '127.0.0.1', port: 0 });
  for (const role of everyRole) for (const scope of scopes) await addPerson(role, scope);
  things = await anOrder();
});
afterAll(() => test.close());

/** What a tile says, its features' numbers as those of assets. */
const wordsOf = (tile: Buffer): string =>
  JSON.stringify(
    Object.values(decodeTile(tile))
      .flat()
      .map(({ id, properties }) => [id === undefined ? null : assetIdOf(id), properties]),
  );

/** Asks over a socket, because a stream never ends by itself, and hangs up once the answer began. */
const ask = async (row: Row, headers: Partial<SignedIn>): Promise<{ status: number; body: string }> => {
  nonce += 1;
  const call = row.call(things, String(nonce).padStart(8, '0'));
  if (!row.streams) {
    const reply = await test.app.inject({ ...call, headers: { ...call.headers, ...headers } });
    const isTile = String(reply.headers['content-type']).includes('vector-tile') && reply.rawPayload.length > 0;
    return { status: reply.statusCode, body: isTile ? wordsOf(reply.rawPayload) : reply.body };
  }
  const hangUp = new AbortController();
  const reply = await fetch(`${address}${call.url}`, { headers: { ...headers }, signal: hangUp.signal });
  const body = reply.ok ? '' : await reply.text();
  hangUp.abort();
  return { status: reply.status, body };
};

const routeRows = Object.entries(rows).flatMap(([name, variants]) => variants.map((row) => ({ name: row.what ? `${name} ${row.what}` : name, row })));
const letThrough = (status: number) => status !== 401 && status !== 403 && status < 500;

const expectedOf = (row: Row, role: RoleName, scope: Scope): 'through' | 403 => {
  if (row.may !== 'anyone' && row.may !== 'signed-in' && !row.may.includes(role)) return 403;
  return scope === 'outside' && row.outside === 'refused' ? 403 : 'through';
};

describe('the table of routes and roles', () => {
  it('names every route that is served, and no other', () => {
    expect(Object.keys(rows).sort()).toEqual(test.app.contracts.map((c) => c.name).sort());
  });
});

describe.each(routeRows)('$name', ({ row }) => {
  it(`is ${row.may === 'anyone' ? 'open to' : 'closed to'} whoever is not signed in`, async () => {
    const { status, body } = await ask(row, {});
    if (row.may === 'anyone') expect(letThrough(status), `${status} ${body}`).toBe(true);
    else expect(status).toBe(401);
    if (row.shows) expect(body).not.toContain(row.shows.text(things));
  });

  it.each(everyRole)('holds for the role %s inside and outside its scope', async (role) => {
    for (const scope of scopes) {
      const { status, body } = await ask(row, await signIn(test.app, `${role}-${scope}`));
      const expected = expectedOf(row, role, scope);
      if (expected === 'through') expect(letThrough(status), `${scope}: ${status} ${body.slice(0, 300)}`).toBe(true);
      else expect([scope, status]).toEqual([scope, expected]);
      if (row.shows) expect(body.includes(row.shows.text(things)), `${scope} sees it`).toBe(scope === 'inside' && row.shows.to.includes(role));
    }
  });
});

/** A number that is nobody's, where the other one stands. */
const nobodys = (): Things => ({ ...things, orderId: '999999999', personId: '999999999' });

describe('a guessed number', () => {
  const guessable = routeRows.filter(({ row }) => !row.streams && row.outside === 'refused' && Array.isArray(row.may));

  it.each(everyRole)('tells a %s outside its scope the same as one that exists', async (role) => {
    const headers = await signIn(test.app, `${role}-outside`);
    let guessed = 0;
    for (const { name, row } of guessable) {
      const [real, guess] = [row.call(things, 'guessed-0'), row.call(nobodys(), 'guessed-1')];
      if (!row.may.includes(role) || JSON.stringify([real.url, real.payload]) === JSON.stringify([guess.url, guess.payload])) continue;
      const answers = [];
      for (const call of [real, guess]) {
        const { statusCode, body } = await test.app.inject({ ...call, headers: { ...call.headers, ...headers } });
        answers.push([name, statusCode, JSON.parse(body).code]);
      }
      expect(answers[1]).toEqual(answers[0]);
      guessed += 1;
    }
    expect(guessed, 'the role meets a number somewhere').toBeGreaterThan(role === 'registrar' ? -1 : 0);
  });
});

describe('an order that was another unit’s before', () => {
  const held = ['getOrder', 'getOrderPhoto', 'actOnOrder'] as const; // its callers' contacts are refused as to any stranger, in the table above
  beforeAll(async () => {
    await test.database.pool.query(
      `insert into assignments (order_id, unit_id, part, assigned_at, reason, ended_at)
       select order_id, 'water', part, assigned_at, reason, assigned_at from assignments where order_id = $1 and part = 'accountable' and ended_at is null`,
      [things.orderId],
    );
  });

  it.each(unitRoles)('tells its %s only that it went, to whom and when, by every route that shows it', async (role) => {
    for (const row of held.flatMap((name) => rows[name] ?? [])) {
      const { status, body } = await ask(row, await signIn(test.app, `${role}-outside`));
      expect(status).toBe(403);
      expect(Object.keys(JSON.parse(body)).sort()).toEqual(['code', 'detail', 'params', 'requestId', 'status', 'title', 'type']);
      expect(JSON.parse(body)).toMatchObject({ code: 'order-handed-on', params: { at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/) } });
      expect(Object.keys(JSON.parse(body).params).sort()).toEqual(['at', 'nameEn', 'nameZh']);
    }
  });

  it.each(everyRole.filter((role) => !unitRoles.includes(role)))('tells a %s of another place nothing of it', async (role) => {
    const [row] = rows.getOrder ?? [];
    if (!row) throw new Error('getOrder has no row');
    const { status, body } = await ask(row, await signIn(test.app, `${role}-outside`));
    expect([status, JSON.parse(body).code]).toEqual([403, expect.stringMatching(/^(outside-scope|forbidden)$/)]);
  });
});

describe('what was kept when a role was lost', () => {
  // last: it takes everybody's roles
  const kept = new Map<RoleName, SignedIn>();
  beforeAll(async () => {
    for (const role of everyRole) kept.set(role, await signIn(test.app, `${role}-inside`));
    await test.database.pool.query('delete from person_roles');
  });

  it.each(everyRole)('opens nothing to who was a %s: neither their session nor any number they know', async (role) => {
    const headers = kept.get(role);
    if (!headers) throw new Error('nobody signed in');
    for (const { name, row } of routeRows) {
      if (!Array.isArray(row.may) || !row.may.includes(role)) continue;
      const { status, body } = await ask(row, headers);
      expect([name, status]).toEqual([name, 403]);
      if (row.shows) expect(body).not.toContain(row.shows.text(things));
    }
  });
});
