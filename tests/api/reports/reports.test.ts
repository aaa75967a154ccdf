import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportRequest, ReportStory } from '#domain/contract/reports.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { aKey, aPhoto, as, report, sendReport } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const count = async (): Promise<number> => Number((await test.database.pool.query('select count(*) as n from reports')).rows[0]?.n);

describe('a report sent twice', () => {
  it('is one, told as made the first time and as known the second', async () => {
    const headers = { 'idempotency-key': aKey() };
    const first = await sendReport(test.app, { kind: 'noise' }, headers);
    const again = await sendReport(test.app, { kind: 'noise' }, headers);
    expect([first.statusCode, again.statusCode]).toEqual([201, 200]);
    expect(again.json<ReportStory>()).toEqual(first.json<ReportStory>());
    expect(first.headers['location']).toBe(`/api/v1/reports/${first.json<ReportStory>().number}`);
  });

  it('is one when twenty are sent at the same time', async () => {
    const before = await count();
    const headers = { 'idempotency-key': aKey() };
    const replies = await Promise.all(Array.from({ length: 20 }, () => sendReport(test.app, { kind: 'noise' }, headers)));
    expect(replies.map((r) => r.statusCode).sort()).toEqual([...Array<number>(19).fill(200), 201]);
    expect(new Set(replies.map((r) => r.json<ReportStory>().number)).size).toBe(1);
    expect(await count()).toBe(before + 1);
  });

  it('is refused when another report used its key', async () => {
    const headers = { 'idempotency-key': aKey() };
    await sendReport(test.app, { kind: 'noise', text: '一' }, headers);
    expect((await sendReport(test.app, { kind: 'noise', text: '二' }, headers)).json()).toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('keeps a key to its sender: another person’s same key is another report', async () => {
    const key = { 'idempotency-key': 'the-first-of-today' };
    const sent = { kind: 'noise', position: { lon: 120.011, lat: 30.035 } };
    const numbers = [
      await report(test.app, sent, key),
      await report(test.app, sent, { ...key, ...(await as(test.app, 'agent')) }),
      await report(test.app, { ...sent, text: '另一件' }, { ...key, ...(await as(test.app, 'dispatcher-west')) }),
    ].map(({ number }) => number);
    expect(new Set(numbers).size).toBe(3);
    expect((await sendReport(test.app, sent, { ...key, ...(await as(test.app, 'agent')) })).json().number).toBe(numbers[1]);
  });

  it('needs a key', async () => {
    const reply = await test.app.inject({ method: 'POST', url: '/api/v1/reports', payload: aReport() });
    expect(reply.statusCode).toBe(400);
  });
});

describe('a report’s number', () => {
  it('opens its story however it is typed, and no other number does', async () => {
    const { number } = await report(test.app, { kind: 'noise' });
    const get = async (typed: string) => test.app.inject({ url: `/api/v1/reports/${typed}` });
    expect((await get(number)).json()).toMatchObject({ number });
    expect((await get(`${number.slice(0, -1)}${number.endsWith('7') ? '8' : '7'}`)).statusCode).toBe(404);
    expect((await get('20261123-AAAA-BBBB-CCCC')).json()).toMatchObject({ code: 'not-found' });
  });

  it.each<[string, Partial<ReportRequest>]>([
    ['about a well with an address of its own', { position: { lon: 120.0301, lat: 30.0201 }, text: '井盖不见了' }],
    ['with an address of its caller', { position: { lon: 120.0301, lat: 30.0221 }, address: '桥头路12号对面' }],
    ['without a contact', { position: { lon: 120.0321, lat: 30.0221 }, contact: {} }],
    ['about a noise', { position: { lon: 120.0341, lat: 30.0221 }, kind: 'noise' }],
    ['with someone hurt', { position: { lon: 120.0361, lat: 30.0221 }, kind: 'noise', someoneHurt: true }],
    ['of what is on no list', { position: { lon: 120.0381, lat: 30.0221 }, notListed: true }],
    ['with a photo', { position: { lon: 120.0301, lat: 30.0241 } }],
  ])('tells a report %s at once as it is read again', async (which, given) => {
    await aWell(test.database.pool, { lon: 120.0301, lat: 30.0201, address: '桥头路12号' });
    const photoIds = which === 'with a photo' ? { photoIds: [await aPhoto(test.app)] } : {};
    const story = await report(test.app, { ...given, ...photoIds });
    expect(story.events.map(({ action }) => action).slice(0, 2)).toEqual(['receive', 'dispatch']);
    expect((await test.app.inject({ url: `/api/v1/reports/${story.number}` })).json()).toEqual(story);
  });

  it('tells the citizen no person and no note of the staff', async () => {
    const story = await report(test.app, { kind: 'noise' });
    expect(JSON.stringify(story)).not.toMatch(/13800138000|王小明|note|person/);
  });

  it('tells one caller nothing that another caller of the same incident wrote', async () => {
    const plate = await aWell(test.database.pool, { lon: 120.03, lat: 30.01, address: '桥头路10号' });
    await report(test.app, { plate, address: '桥头路10号，王家后门3号楼201室', text: '王家门口' });
    const second = await sendReport(test.app, { plate, text: '' });
    expect(second.json<ReportStory>().events.map((e) => e.action)).toContain('join');
    expect(second.json<ReportStory>().address).toBe('桥头路10号');
    expect(second.body).not.toContain('王家');
  });
});

describe('bad input', () => {
  it.each([
    ['outside the city', { lon: 121.47, lat: 31.23 }, 'position-outside-city'],
    ['in the sea', { lon: 122.9, lat: 30.02 }, 'position-outside-city'],
    ['swapped', { lon: 30.01, lat: 120.01 }, 'position-swapped'],
    ['on the null island', { lon: 0, lat: 0 }, 'position-outside-city'],
    ['at NaN', { lon: Number.NaN, lat: 30.01 }, 'field-invalid'],
    ['at a text', { lon: '120.01', lat: 30.01 }, 'field-invalid'],
    ['beyond the globe', { lon: 1200, lat: 30.01 }, 'field-invalid'],
  ])('is a pin %s', async (_, position, code) => {
    const before = await count();
    const reply = await sendReport(test.app, { position: position as never });
    expect(reply.statusCode).toBeGreaterThanOrEqual(400);
    expect(reply.statusCode).toBeLessThan(500);
    expect(reply.json()).toMatchObject({ code, field: expect.stringContaining('position') });
    expect((await sendReport(test.app, { position: position as never }, { 'accept-language': 'en' })).json().detail).not.toBe(reply.json().detail);
    expect(await count()).toBe(before);
  });

  it.each([
    ['100,000 characters', '井'.repeat(100_000), 'field-invalid'],
    ['a bell', 'a\u0007b', 'text-control-characters'],
    ['a zero', 'a\u0000b', 'text-control-characters'],
    ['a right-to-left override', 'abc\u202egnp', 'text-control-characters'],
    ['half a character', 'a\ud83d', 'text-control-characters'],
  ])('is a text with %s', async (_, text, code) => {
    const reply = await sendReport(test.app, { kind: 'noise', text });
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ code, field: 'text' });
  });

  it.each(['😱🕳️ 有个洞 👨‍👩‍👧', "'; drop table reports; --", '<img src=x onerror=alert(1)>', '{{7*7}} %s %00', '中\n文', '1=1) OR (1=1'])(
    'is not %s, which comes back as it was',
    async (text) => {
      const story = await report(test.app, { kind: 'noise', text, address: '桥头路 7号' });
      expect(story.text).toBe(text);
      expect(await count()).toBeGreaterThan(0);
    },
  );

  it('is a telephone number that nobody can be called at, which its field says to who can mend it; a unit’s own system is not held up by one', async () => {
    for (const phone of ['1380013800', '12345', '---', '王先生'])
      expect((await sendReport(test.app, aReport({ contact: { phone } }))).json()).toMatchObject({
        status: 422,
        code: 'telephone-malformed',
        field: 'contact/phone',
      });
    const keptOf = async (given: Partial<ReportRequest>) => {
      const { number } = await report(test.app, given);
      const { rows } = await test.database.pool.query<{ phone: string | null }>(
        'select c.phone from reports r left join report_contacts c on c.report_id = r.id where r.number = $1',
        [number],
      );
      return rows[0]?.phone;
    };
    expect(await keptOf({ contact: { phone: ' １３８００１３８０００' } })).toBe('13800138000');
    expect(await keptOf({ contact: { phone: '  ' } })).toBe(null);
    expect(await keptOf({ channel: 'api', contact: { phone: '分机 123' } })).toBe('分机 123');
  });

  it('is SQL and HTML in each other field', async () => {
    const evil = `'"><script>alert(1)</script>; drop table orders; --`;
    const codes = await Promise.all(
      [
        { kind: evil },
        { plate: evil },
        { assetId: evil },
        { channel: evil },
        { photoIds: [evil] },
        { contact: { phone: evil } },
        { accuracyM: evil },
        { someoneHurt: evil },
        { [evil]: 1 },
      ].map(async (given) => {
        const reply = await sendReport(test.app, given as never);
        expect(reply.statusCode, JSON.stringify(given)).toBeGreaterThanOrEqual(400);
        expect(reply.statusCode, JSON.stringify(given)).toBeLessThan(500);
        return reply.headers['content-type'];
      }),
    );
    expect(new Set(codes)).toEqual(new Set(['application/problem+json; charset=utf-8']));
    const story = await report(test.app, { kind: 'noise', address: '<b>桥头路7号</b>', contact: { name: '<i>x</i>' } });
    expect(story.address).toBe('<b>桥头路7号</b>');
  });

  it('is a body that is no JSON, none, and one of another kind', async () => {
    const send = (payload: string, type: string) =>
      test.app.inject({ method: 'POST', url: '/api/v1/reports', headers: { 'idempotency-key': aKey(), 'content-type': type }, payload });
    expect((await send('{"kind":', 'application/json')).json()).toMatchObject({ code: 'body-not-json' });
    expect((await send('', 'application/json')).json()).toMatchObject({ status: 400 });
    expect((await send('[]', 'application/json')).statusCode).toBe(400);
    expect((await send('null', 'application/json')).statusCode).toBe(400);
    const deep = await send(`{"kind":"noise","photoIds":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'application/json');
    expect([deep.statusCode, deep.json().detail]).toEqual([400, '“body”填写有误：嵌套太深。']);
    expect((await send('<a/>', 'application/xml')).statusCode).toBe(415);
    expect((await send(`{"kind":"noise","text":"${'x'.repeat(2_000_000)}"}`, 'application/json')).statusCode).toBe(413);
  });

  it('is no place at all, an unknown kind, an unknown photo and one used before', async () => {
    const nowhere = { position: undefined, accuracyM: undefined } as never as Record<string, never>;
    expect((await sendReport(test.app, { ...nowhere, text: '' })).json()).toMatchObject({ code: 'place-missing' });
    expect((await sendReport(test.app, { kind: 'no_such' })).json()).toMatchObject({ code: 'kind-unknown' });
    const photoIds = [await aPhoto(test.app)];
    await report(test.app, { kind: 'noise', photoIds });
    const before = await count();
    expect((await sendReport(test.app, { kind: 'noise', photoIds })).json()).toMatchObject({ code: 'photo-unknown' });
    expect(await count()).toBe(before);
  });
});
