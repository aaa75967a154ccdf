import { ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getImport } from '#db/queries/imports/imports.ts';
import { affected, oneRow, rows, sql } from '#db/sql.ts';
import type { Import } from '#domain/contract/imports.ts';
import { mostAtWork, workBeside } from '../../../api/imports/work-beside.ts';
import { scratchFolder } from '../../census/scratch.ts';
import { type SignedIn, signIn, startApp, type TestApp } from '../../support/app.ts';
import { untilWaiting } from '../../support/waits.ts';

let test: TestApp;
let folder: string;
let [registrar, west]: SignedIn[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jz-uploads-'));
  test = await startApp({ importFolder: folder });
  registrar = await signIn(test.app, 'registrar');
  west = await signIn(test.app, 'registrar-west');
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true, force: true });
});

const upload = async (headers: SignedIn | undefined, name: string, content: string, fields: Record<string, string>) => {
  const parts = Object.entries(fields).map(([key, value]) => `--edge\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`);
  const payload = `${parts.join('')}--edge\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n${content}\r\n--edge--\r\n`;
  return test.app.inject({ method: 'POST', url: '/api/v1/imports', payload, headers: { ...headers, 'content-type': 'multipart/form-data; boundary=edge' } });
};

const ask = async <T>(method: 'GET' | 'POST' | 'PATCH', path: string, payload?: object, headers = registrar): Promise<T> =>
  (await test.app.inject({ method, url: `/api/v1/imports/${path}`, ...(payload ? { payload } : {}), headers: headers ?? {} })).json<T>();

const settled = async (id: string, who = registrar): Promise<Import> => {
  for (;;) {
    const now = await ask<Import>('GET', id, undefined, who);
    if (now.state !== 'checking' && now.state !== 'applying') return now;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const opening = scratchFolder();
/** A module that holds whatever imports it first until a file is there. */
const waitsFor = (gate: string): string =>
  `import { existsSync } from 'node:fs'; while (!existsSync(${JSON.stringify(gate)})) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);`;

const wells = (...lines: string[]) => ['井的种类,谁的,经,纬,自编号', ...lines].join('\n');

describe('a census from the desk', () => {
  it('is uploaded, its columns told once, checked, applied, and its refused rows fetched', { timeout: 60_000 }, async () => {
    const reply = await upload(registrar, '普查.csv', wells('电力井盖,市电力公司,120.006,30.01,W1', '电力井盖,市电力公私,120.0062,30.01,W2'), {
      source: '供电普查',
      system: 'EPSG:4326',
    });
    expect(reply.statusCode).toBe(201);
    const { id, columns, state } = reply.json<Import>();
    expect({ columns, state }).toEqual({ columns: ['井的种类', '谁的', '经', '纬', '自编号'], state: 'waiting' });
    await ask('POST', `${id}/check`);
    expect(await settled(id)).toMatchObject({ state: 'failed', rejection: { code: 'import-columns-missing' } });
    const mapping = { 井的种类: 'className', 谁的: 'ownerName', 经: 'x', 纬: 'y', 自编号: 'sourceNumber' };
    expect(await ask('PATCH', id, { mapping })).toMatchObject({ state: 'waiting', mapping });
    await ask('POST', `${id}/check`);
    const checked = await settled(id);
    expect(checked).toMatchObject({ state: 'checked', counts: { rows: 2, fresh: 1, refused: 1 } });
    expect(checked.refusals[0]).toMatchObject({ code: 'census-unit-unknown', rows: 1, firstRow: 3, column: '谁的' });
    expect(checked.refusals[0]?.zh).toContain('市电力公私');
    const head = await ask<{ rows: string[][] }>('GET', `${id}/head`);
    expect(head.rows).toEqual([
      ['电力井盖', '市电力公司', '120.006', '30.01', 'W1'],
      ['电力井盖', '市电力公私', '120.0062', '30.01', 'W2'],
    ]);
    const unknown = await ask<{ items: object[] }>('GET', `${id}/words`);
    expect(unknown.items).toMatchObject([
      { of: 'unit', text: '市电力公私', rows: 1, firstRow: 3, column: '谁的', likely: [{ id: 'power' }, { id: 'telecom' }] },
    ]);
    const sample = await ask<{ features: { geometry: { coordinates: number[] } }[] }>('GET', `${id}/sample`);
    expect(sample.features.map(({ geometry }) => geometry.coordinates)).toEqual([[120.006, 30.01]]);
    const { n } = await oneRow<{ n: number }>(test.database.pool, sql`select count(*)::integer as n from assets`);
    expect(n).toBe(0);
    await ask('POST', `${id}/apply`);
    expect(await settled(id)).toMatchObject({ state: 'applied', counts: { fresh: 1 } });
    const { assetId } = await oneRow<{ assetId: string }>(test.database.pool, sql`select id as asset_id from assets where import_id = ${id}::bigint`);
    const lifeFor = async (who: SignedIn | undefined) =>
      (await test.app.inject({ url: `/api/v1/assets/${assetId}`, headers: who ?? {} })).json<{ events: unknown[]; hazards: string[] }>();
    expect(await ask<Import>('GET', id)).toMatchObject({ person: { zh: '人员 registrar', en: 'Person registrar' } });
    const minted = { action: 'minted', source: 'import', person: { zh: '人员 registrar' } };
    expect(await lifeFor(registrar)).toMatchObject({ hazards: [], events: [{ ...minted, import: { id, row: 2, fileName: '普查.csv' } }] });
    expect(await lifeFor(west)).toMatchObject({ events: [{ ...minted, import: { id, row: 2, fileName: null } }] });
    const refused = await test.app.inject({ url: `/api/v1/imports/${id}/refused`, headers: registrar ?? {} });
    expect(refused.body).toContain('电力井盖,市电力公私,120.0062,30.01,W2,3,"“谁的”：没有“市电力公私”这个单位');
    const next = (await upload(registrar, '第二批.csv', wells('电力井盖,市电力公私,120.0064,30.01,W3'), { source: '供电普查' })).json<Import>();
    expect(next).toMatchObject({ mapping, system: 'EPSG:4326' });
    await ask('PATCH', next.id, { words: { unit: { 市电力公私: 'power' } } });
    await ask('POST', `${next.id}/check`);
    expect(await settled(next.id)).toMatchObject({ state: 'checked', counts: { fresh: 1, refused: 0 } });
  });

  it('tells of each word that was not understood by itself, and names none where nothing is like it', { timeout: 60_000 }, async () => {
    const lines = wells('电力井盖,市电力公思,120.006,30.01,V1', '电力井盖,外星飞碟联盟总部,120.007,30.01,V2', '电力井盖,市电力公思,120.008,30.01,V3');
    const { id } = (await upload(registrar, '错字.csv', lines, { source: '供电普查', system: 'EPSG:4326' })).json<Import>();
    await ask('POST', `${id}/check`);
    const { refusals } = await settled(id);
    expect(refusals).toMatchObject([
      { code: 'census-unit-unknown', rows: 2, firstRow: 2 },
      { code: 'census-unit-unlike', rows: 1, firstRow: 3 },
    ]);
    expect(refusals.map(({ zh }) => zh)).toEqual([expect.stringContaining('“市电力公思”'), expect.stringMatching(/“外星飞碟联盟总部”[^—]*$/)]);
    const { items } = await ask<{ items: { text: string }[] }>('GET', `${id}/words`);
    expect(items.map(({ text }) => text)).toEqual(['市电力公思', '外星飞碟联盟总部']);
  });

  it('tells of a unit that ended and is named by rows as whose they are read', { timeout: 60_000 }, async () => {
    await affected(
      test.database.pool,
      sql`insert into units (id, kind, level, place_code, name, name_en, active, successor_id) values ('wire', 'trade', 'trade', '990000', '市有线公司', 'City Wire', false, 'lamps')`,
    );
    const lines = wells('通信井盖,市有线公司,120.0268,30.01,E1', '通信井盖,市电力公司,120.0274,30.01,E2');
    const { id } = (await upload(registrar, '撤销.csv', lines, { source: '供电普查', system: 'EPSG:4326' })).json<Import>();
    await ask('POST', `${id}/check`);
    const followed = [{ id: 'wire', ended: { zh: '市有线公司', en: 'City Wire' }, heir: { zh: '市路灯管理所', en: 'City Street Lamps' }, rows: 1 }];
    expect(await settled(id)).toMatchObject({ state: 'checked', counts: { rows: 2, fresh: 2, refused: 0 }, followed });
  });

  it('is done with nothing written where every row is refused, and does not ask to be checked again', { timeout: 60_000 }, async () => {
    const lines = wells('电力井盖,外星飞碟联盟总部,120.006,30.01,Z1', '电力井盖,外星飞碟联盟总部,120.007,30.01,Z2');
    const { id } = (await upload(registrar, '全错.csv', lines, { source: '供电普查', system: 'EPSG:4326' })).json<Import>();
    await ask('POST', `${id}/check`);
    expect(await settled(id)).toMatchObject({ state: 'checked', counts: { rows: 2, fresh: 0, refused: 2 } });
    await ask('POST', `${id}/apply`);
    expect(await settled(id)).toMatchObject({ state: 'applied', counts: { fresh: 0, refused: 2 } });
    expect((await test.app.inject({ url: `/api/v1/imports/${id}/refused`, headers: registrar ?? {} })).body).toContain('外星飞碟联盟总部');
  });

  it('tells of cells that look like a day and are none as they stand in the file, in the list of imports too', { timeout: 60_000 }, async () => {
    const days = ['2024-13-05', '0000-00-00', '2024-02-30', '2099-01-01'];
    const lines = days.map((day, i) => `电力井盖,市电力公司,${120.0262 + i / 1000},30.01,Y${i},${day}`);
    const { id } = (
      await upload(registrar, '日期.csv', ['井的种类,谁的,经,纬,自编号,建档日期', ...lines].join('\n'), { source: '日期', system: 'EPSG:4326' })
    ).json<Import>();
    const mapping = { 井的种类: 'className', 谁的: 'ownerName', 经: 'x', 纬: 'y', 自编号: 'sourceNumber', 建档日期: 'firstRecordedOn' };
    await ask('PATCH', id, { mapping });
    await ask('POST', `${id}/check`);
    const { counts, refusals } = await settled(id);
    expect(counts).toMatchObject({ rows: 4, refused: 4 });
    expect(refusals).toMatchObject([
      { code: 'census-date-unreadable', rows: 3, zh: expect.stringContaining('“2024-13-05”') },
      { code: 'census-date-future', rows: 1, zh: expect.stringContaining('“2099-01-01”') },
    ]);
    const listed = await test.app.inject({ url: '/api/v1/imports', headers: registrar ?? {} });
    expect(listed.statusCode).toBe(200);
    expect(listed.json<{ items: Import[] }>().items.find((one) => one.id === id)?.refusals).toEqual(refusals);
    const refused = await test.app.inject({ url: `/api/v1/imports/${id}/refused`, headers: registrar ?? {} });
    for (const day of days) expect(refused.body).toContain(`“${day}”`);
  });

  it('counts on from what another decided at the same moment', { timeout: 60_000 }, async () => {
    const mapping = { 井的种类: 'className', 谁的: 'ownerName', 经: 'x', 纬: 'y', 自编号: 'sourceNumber' };
    const lines = Array.from({ length: 9 }, (_, i) => `电力井盖,市电力公司,${(120.0071 + i * 0.000004).toFixed(6)},30.01,D${i}`);
    const { id } = (await upload(registrar, 'two.csv', wells(...lines), { source: 'two', system: 'EPSG:4326' })).json<Import>();
    await ask('PATCH', id, { mapping });
    await ask('POST', `${id}/check`);
    expect(await settled(id)).toMatchObject({ counts: { rows: 9, fresh: 1, asked: 8 } });
    // The first holds the import's counts while the second is already at the door.
    const first = await test.database.pool.connect();
    try {
      await first.query('begin');
      await first.query(`update imports set counts = counts || '{"asked": 4, "fresh": 5}' where id = $1`, [id]);
      const second = ask('POST', `${id}/doubts`, { rows: [7, 8, 9, 10], decision: 'refuse' });
      await expect
        .poll(
          () =>
            rows(
              test.database.pool,
              sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%imports%' and datname = current_database()`,
            ),
          {
            timeout: 20_000,
          },
        )
        .toHaveLength(1);
      await first.query('commit');
      expect(await second).toMatchObject({ decided: 4, open: 4 });
    } finally {
      first.release();
    }
    expect(await ask('GET', id)).toMatchObject({ counts: { rows: 9, asked: 0, fresh: 5, refused: 4 } });
  });

  it('tells of each likely twin both sides, and of the sample what would become of each row', { timeout: 60_000 }, async () => {
    const lines = ['电力井盖,市电力公司,120.0065,30.01,T1', '电力井盖,市电力公司,120.006503,30.01,T2', '电力井盖,市电力公司,120.0068,30.01,T3'];
    const mapping = { 井的种类: 'className', 谁的: 'ownerName', 经: 'x', 纬: 'y', 自编号: 'sourceNumber' };
    const { id } = (await upload(registrar, 'twins.csv', wells(...lines), { source: 'twins', system: 'EPSG:4326' })).json<Import>();
    await ask('PATCH', id, { mapping });
    await ask('POST', `${id}/check`);
    expect(await settled(id)).toMatchObject({ state: 'checked', counts: { rows: 3, fresh: 2, asked: 1 } });
    const doubts = await ask<{ items: { here: object; there: object }[] }>('GET', `${id}/doubts`);
    expect(doubts).toMatchObject({
      open: 1,
      kinds: [{ kind: 'near_in_file', open: 1, decided: 0 }],
      items: [{ row: 3, otherRow: 2, here: { row: 3, sourceNumber: 'T2' }, there: { row: 2, sourceNumber: 'T1', owner: { zh: '市电力公司' } } }],
    });
    const sample = await ask<{ features: { properties: { row: number; outcome: string } }[] }>('GET', `${id}/sample`);
    expect(sample.features.map(({ properties }) => properties.outcome)).toEqual(['fresh', 'doubted', 'fresh']);
    expect(await ask('POST', `${id}/doubts`, { decision: 'refuse', rows: [3] })).toEqual({ decided: 1, open: 0 });
    expect(await ask('GET', `${id}/doubts`)).toMatchObject({ kinds: [{ open: 0, decided: 1 }], items: [{ decision: 'refuse', mayTakeBack: true }] });
    expect(await ask('GET', `${id}/doubts?open=true`), 'nobody has to look past what is decided').toMatchObject({
      kinds: [{ open: 0, decided: 1 }],
      items: [],
    });
    expect(await ask('GET', `${id}/doubts?kind=near_in_file`)).toMatchObject({ items: [{ row: 3 }] });
    expect(await ask('GET', `${id}/doubts?kind=moved_far`)).toMatchObject({ items: [] });
    expect(await ask('POST', `${id}/doubts/take-back`, {})).toMatchObject({ code: 'field-invalid', field: 'rows' });
    expect(await ask('POST', `${id}/doubts/take-back`, { kind: 'near_in_file' })).toEqual({ takenBack: 1, open: 1 });
    expect(await ask('GET', id)).toMatchObject({ counts: { fresh: 2, asked: 1, refused: 0 } });
    expect(await ask('POST', `${id}/doubts`, { decision: 'keep', rows: [3] })).toEqual({ decided: 1, open: 0 });
    expect(await ask('GET', id)).toMatchObject({ counts: { fresh: 3, asked: 0 } });
    const sources = (await test.app.inject({ url: '/api/v1/census-sources', headers: registrar ?? {} })).json<{ items: { name: string }[] }>();
    expect(sources.items.find(({ name }) => name === 'twins')).toMatchObject({ coordinates: { system: 'EPSG:4326', axes: 'east-north' } });
    expect((await test.app.inject({ url: '/api/v1/census-sources', headers: west ?? {} })).json()).toEqual({ items: [] });
    await affected(
      test.database.pool,
      sql`update imports set reach = '{"city":false,"placeCodes":["990101"],"unitIds":[]}' where id = ${id.split('/').at(-1)}`, // as if a colleague of the West had sent it
    );
    expect((await test.app.inject({ url: '/api/v1/census-sources', headers: west ?? {} })).json()).toMatchObject({ items: [{ name: 'twins' }] });
    expect((await test.app.inject({ url: `/api/v1/imports/${id}/doubts`, headers: west ?? {} })).json()).toMatchObject({ code: 'not-found' });
  });

  it('tells of two rows of one number how far apart they lie, and keeps doubts and map to be read once all is written', { timeout: 60_000 }, async () => {
    const lines = ['电力井盖,市电力公司,120.0212,30.01,K1', '电力井盖,市电力公司,120.022,30.01,K1', '电力井盖,市电力公司,120.0226,30.01,K2'];
    const mapping = { 井的种类: 'className', 谁的: 'ownerName', 经: 'x', 纬: 'y', 自编号: 'sourceNumber' };
    const { id } = (await upload(registrar, 'kept.csv', wells(...lines), { source: 'kept', system: 'EPSG:4326' })).json<Import>();
    await ask('PATCH', id, { mapping });
    await ask('POST', `${id}/check`);
    expect(await settled(id)).toMatchObject({ state: 'checked', counts: { rows: 3, fresh: 2, asked: 1 } });
    const far = expect.closeTo(77, -1);
    expect(await ask('GET', `${id}/doubts`)).toMatchObject({ items: [{ row: 3, kind: 'source_number_in_file', otherRow: 2, distanceM: far }] });
    expect(await ask('POST', `${id}/doubts`, { decision: 'merge', rows: [3] })).toEqual({ decided: 1, open: 0 });
    // In the very moment in which its rows are put away they are read as they were kept.
    const putting = await test.database.pool.connect();
    await putting.query('begin');
    await putting.query(`alter table import_plan_${id} rename to plan_put_away`);
    const asking = Promise.all(['doubts', 'sample'].map((what) => test.app.inject({ url: `/api/v1/imports/${id}/${what}`, headers: registrar ?? {} })));
    await untilWaiting(test.database.pool, 2);
    await putting.query('commit');
    putting.release();
    expect((await asking).map((reply) => [reply.statusCode, reply.json()])).toMatchObject([
      [200, { items: [] }],
      [200, { features: [] }],
    ]);
    await test.database.pool.query(`alter table plan_put_away rename to import_plan_${id}`);
    await ask('POST', `${id}/apply`);
    expect(await settled(id)).toMatchObject({ state: 'applied', counts: { fresh: 2, merged: 1 } });
    expect(await ask('GET', `${id}/doubts`)).toMatchObject({
      open: 0,
      kinds: [],
      items: [
        { row: 3, decision: 'merge', mayTakeBack: false, distanceM: far, here: { row: 3, sourceNumber: 'K1' }, there: { row: 2, owner: { zh: '市电力公司' } } },
      ],
    });
    const sample = await ask<{ features: { properties: { row: number; outcome: string } }[] }>('GET', `${id}/sample`);
    expect(sample.features.map(({ properties }) => [properties.row, properties.outcome])).toEqual([
      [2, 'fresh'],
      [3, 'merged'],
      [4, 'fresh'],
    ]);
  });

  it('is remembered for who sent it: a district follows the city until it says otherwise, and then changes its own alone', { timeout: 60_000 }, async () => {
    const [file, said] = [wells('电,市电力公司,120.0085,30.01,S1'), { source: 'shared', system: 'EPSG:4326' }];
    const mapping = { 井的种类: 'className', 谁的: 'ownerName', 经: 'x', 纬: 'y', 自编号: 'sourceNumber' };
    const told = async (who: SignedIn | undefined, more: object = {}) => {
      const { id, memory, rules } = (await upload(who, 's.csv', file, said)).json<Import>();
      await ask('PATCH', id, { mapping, rules: { ...rules, ...more }, words: { class: { 电: '0105' } } }, who);
      await ask('POST', `${id}/check`, undefined, who);
      return { memory, rules, done: await settled(id, who) };
    };
    const whole = { city: true, of: [] };
    const ofWest = { city: false, of: [{ zh: '西区', en: 'West District' }] };
    expect(await told(registrar, { withinM: 0.7 })).toMatchObject({ memory: null, done: { scope: whole, counts: { rows: 1, fresh: 1 } } });
    // The district follows the city, and a check that says nothing else keeps it so.
    const { id, ...opened } = (await upload(west, 's.csv', file, { source: 'shared' })).json<Import>();
    expect(opened).toMatchObject({ scope: ofWest, memory: { scope: whole, isOwn: false }, mapping, rules: { withinM: 0.7 }, system: 'EPSG:4326' });
    await ask('POST', `${id}/check`, undefined, west);
    expect(await settled(id, west)).toMatchObject({ counts: { rows: 1, fresh: 1 }, refusals: [] });
    expect((await upload(west, 's.csv', file, { source: 'shared' })).json<Import>().memory).toMatchObject({ scope: whole, isOwn: false });
    // What it says then is its own.
    expect(await told(west, { withinM: 1.5 })).toMatchObject({ memory: { isOwn: false }, done: { state: 'checked' } });
    const listed = async (who: SignedIn | undefined) =>
      (await test.app.inject({ url: '/api/v1/census-sources', headers: who ?? {} }))
        .json<{ items: { name: string; scope: object }[] }>()
        .items.filter(({ name }) => name === 'shared')
        .map(({ scope }) => scope);
    expect([await listed(west), await listed(registrar)]).toEqual([[ofWest], [whole]]);
    expect((await upload(west, 's.csv', file, { source: 'shared' })).json<Import>()).toMatchObject({
      memory: { scope: ofWest, isOwn: true },
      rules: { withinM: 1.5 },
    });
    expect((await upload(registrar, 's.csv', file, { source: 'shared' })).json<Import>()).toMatchObject({
      memory: { scope: whole, isOwn: true },
      rules: { withinM: 0.7 },
    });
  });

  it('keeps of a district what it said itself: a heading and a rule that the city puts right later reach it, until it forgets its own and after', {
    timeout: 120_000,
  }, async () => {
    const file = wells('电力井盖,市电力公司,120.0088,30.01,H1');
    const mapping = { 井的种类: 'className', 谁的: 'ownerName', 经: 'x', 纬: 'y', 自编号: 'sourceNumber' };
    const open = async (who: SignedIn | undefined) => (await upload(who, 'h.csv', file, { source: 'headings' })).json<Import>();
    const say = async (who: SignedIn | undefined, more: object, rule: object, one?: Import) => {
      const { id, rules } = one ?? (await open(who));
      await ask('PATCH', id, { mapping: { ...mapping, ...more }, system: 'EPSG:4326', rules: { ...rules, ...rule } }, who);
      await ask('POST', `${id}/check`, undefined, who);
      const checked = await settled(id, who);
      expect(checked).toMatchObject({ state: 'checked' });
      return checked;
    };
    await say(registrar, { 自编号: 'note' }, { withinM: 0.7, movedFarM: 90 });
    const early = await open(west);
    const whole = { city: true, of: [] };
    const own = { headings: ['谁的'], rules: ['withinM'], coordinates: false, words: 0 };
    expect(await say(west, { 自编号: 'note', 谁的: 'maintainerName' }, { withinM: 1.5 })).toMatchObject({ memory: { isOwn: true, wider: whole, own } });
    await say(registrar, { 自编号: 'address' }, { withinM: 0.8, movedFarM: 80 });
    const followed = {
      memory: { isOwn: true, own },
      mapping: { ...mapping, 谁的: 'maintainerName', 自编号: 'address' },
      rules: { withinM: 1.5, movedFarM: 80 },
    };
    expect(await open(west)).toMatchObject(followed);
    // A file that lay open all the while is read as it stands, and what nobody said of it is no word of the district's.
    await ask('POST', `${early.id}/check`, undefined, west);
    expect(await settled(early.id, west)).toMatchObject({ state: 'checked', mapping: { 自编号: 'note' }, rules: { withinM: 0.7 } });
    expect(await open(west)).toMatchObject(followed);
    const wrong = await open(west);
    expect(await ask('POST', `${wrong.id}/forget`, undefined, west)).toMatchObject({
      ...{ state: 'waiting', memory: { scope: whole, isOwn: false }, mapping: { ...mapping, 自编号: 'address' }, rules: { withinM: 0.8, movedFarM: 80 } },
      system: 'EPSG:4326',
    });
    expect(await open(west)).toMatchObject({ memory: { scope: whole, isOwn: false }, mapping: { ...mapping, 自编号: 'address' } });
    expect(await open(registrar)).toMatchObject({ memory: { isOwn: true, wider: null } });
  });

  it('is not told coordinates by who said words alone', async () => {
    const { id } = (await upload(west, 'w.csv', wells('电,市电力公司,120.0085,30.01,S1'), { source: 'wordy' })).json<Import>();
    expect(await ask('PATCH', id, { words: { class: { 电: '0105' } } }, west)).toMatchObject({
      memory: { isOwn: true, own: { words: 1, coordinates: false } },
    });
    const sources = (await test.app.inject({ url: '/api/v1/census-sources', headers: west ?? {} })).json<{ items: { name: string; coordinates: unknown }[] }>();
    expect(sources.items.find(({ name }) => name === 'wordy')).toMatchObject({ coordinates: null });
    expect((await upload(west, 'w.csv', wells('电,市电力公司,120.0085,30.01,S1'), { source: 'wordy' })).json()).toMatchObject({ system: null });
  });

  it.each([
    ['blank', { source: '   ' }, 'import-file-missing', 'source'],
    ['written with a hidden sign', { source: 'drainage\u202e' }, 'text-control-characters', 'source'],
    ['longer than a name', { source: 'd'.repeat(81) }, 'field-invalid', 'source'],
    ['behind more fields than there are', Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`f${i}`, 'x'])), 'field-invalid', undefined],
  ])('says which word of its form is %s', async (_, fields, code, field) => {
    const reply = (await upload(registrar, 'a.csv', wells('电力井盖,市电力公司,120.006,30.01,W9'), fields)).json();
    expect([reply.code, reply.field]).toEqual([code, field]);
  });

  it.each([
    ['a heading that it has not', { mapping: { 别的列: 'note' } }, 'field-invalid', 'mapping'],
    ['a word without end', { words: { unit: { ['长'.repeat(201)]: 'power' } } }, 'field-invalid', 'words'],
    ['half a character', { words: { unit: { 'a\ud800': 'power' } } }, 'text-control-characters', 'words/unit'],
    ['a thousand words and one', { words: { class: Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [i, '0105'])) } }, 'field-invalid', 'words/class'],
  ])('is told nothing of %s', async (_what, change, code, field) => {
    const { id } = (await upload(registrar, 'a.csv', wells('电力井盖,市电力公司,120.006,30.01,W9'), { source: 'foreign', system: 'EPSG:4326' })).json<Import>();
    const reply = await ask<{ code: string; field: string }>('PATCH', id, change);
    expect([reply.code, reply.field]).toEqual([code, field]);
  });

  it('is not begun while as many are at work as one server carries, and waits as it was', async () => {
    const { id } = (await upload(registrar, 'a.csv', wells('电力井盖,市电力公司,120.006,30.01,W9'), { source: 'many', system: 'EPSG:4326' })).json<Import>();
    const full = new Set(Array.from({ length: mostAtWork }, () => new ChildProcess()));
    const row = await getImport(test.database.pool, id);
    await expect(workBeside(test.app, full, row, 'check')).rejects.toMatchObject({ rejection: { code: 'too-many-requests', params: { seconds: 30 } } });
    expect(await ask('GET', id)).toMatchObject({ state: 'waiting' });
  });

  it('is not told as interrupted while its program lives but cannot come to say so, as on a machine that is overladen', { timeout: 60_000 }, async () => {
    const { id } = (await upload(registrar, 'a.csv', wells('电力井盖,市电力公司,120.006,30.01,W9'), { source: 'slow', system: 'EPSG:4326' })).json<Import>();
    await ask('PATCH', id, { mapping: { 井的种类: 'className', 谁的: 'ownerName', 经: 'x', 纬: 'y', 自编号: 'sourceNumber' } });
    const [door, gate] = [await opening.write('wait.mjs', waitsFor(opening.path('gate'))), opening.path('gate')];
    const options = process.env['NODE_OPTIONS'];
    process.env['NODE_OPTIONS'] = `--import=${door}`;
    await ask('POST', `${id}/check`).finally(() => {
      process.env['NODE_OPTIONS'] = options ?? '';
    });
    await affected(test.database.pool, sql`update imports set heartbeat_at = clock_timestamp() - interval '1 minute' where id = ${id}`);
    await expect.poll(async () => (await ask<Import>('GET', id)).interrupted, { timeout: 20_000, interval: 100 }).toBe(false);
    expect(await ask('GET', id), 'it has not begun').toMatchObject({ state: 'checking', step: null });
    await writeFile(gate, '');
    expect(await settled(id)).toMatchObject({ state: 'checked', counts: { rows: 1 } });
    expect(await oneRow(test.database.pool, sql`select heartbeat_at from imports where id = ${id}`), 'nobody vouches for what has ended').toEqual({
      heartbeatAt: null,
    });
  });

  it('is nobody else’s, and what is no census is not kept', async () => {
    const mine = (await upload(registrar, 'a.csv', wells('电力井盖,市电力公司,120.006,30.01,W9'), { source: 'mine', system: 'EPSG:4326' })).json<Import>();
    expect(await ask('GET', mine.id, undefined, west)).toMatchObject({ code: 'not-found' });
    const files = (await readdir(folder)).length;
    expect((await upload(registrar, 'b.csv', '', { source: 'mine' })).json()).toMatchObject({ code: 'census-file-empty' });
    expect((await upload(registrar, 'c.csv', 'a,b\n1,2\n', { system: 'EPSG:4326' })).json()).toMatchObject({ code: 'import-file-missing', field: 'source' });
    expect((await upload(registrar, 'd.csv', 'a,b\n1,2\n', { source: 'mine', system: 'EPSG:9999' })).json()).toMatchObject({
      code: 'coordinate-system-unknown',
    });
    for (const classCode of ['zz', '9999'])
      expect((await upload(registrar, 'e.csv', 'a,b\n1,2\n', { source: 'mine', classCode })).json()).toMatchObject({
        code: 'class-unknown',
        field: 'classCode',
      });
    expect(await ask('PATCH', mine.id, { classCode: '9999' })).toMatchObject({ code: 'class-unknown', field: 'classCode' });
    expect((await readdir(folder)).length).toBe(files);
    expect(await ask('POST', `${mine.id}/apply`)).toMatchObject({ code: 'import-not-checked' });
    expect(await ask('POST', `${mine.id}/cancel`)).toMatchObject({ state: 'cancelled' });
  });

  it('is no longer in the hands of who lost the role it was sent with, and one apply of four writes it', { timeout: 60_000 }, async () => {
    const mapping = { 井的种类: 'className', 谁的: 'ownerName', 经: 'x', 纬: 'y', 自编号: 'sourceNumber' };
    const { id } = (
      await upload(west, 'role.csv', wells('电力井盖,市电力公司,120.0091,30.0105,L1', '电力井盖,市电力公司,120.046,30.02,L2'), {
        source: 'role',
        system: 'EPSG:4326',
      })
    ).json<Import>();
    await ask('PATCH', id, { mapping }, west);
    await ask('POST', `${id}/check`, undefined, west);
    expect(await settled(id)).toMatchObject({ state: 'checked', counts: { fresh: 1, refused: 1 } });
    const moveTo = (place: string) =>
      affected(
        test.database.pool,
        sql`update person_roles set place_code = ${place} where role = 'registrar' and person_id = (select id from people where username = 'registrar-west')`,
      );
    await moveTo('990102');
    const moved = await signIn(test.app, 'registrar-west');
    for (const [method, path] of [
      ['POST', 'apply'],
      ['POST', 'check'],
      ['GET', 'refused'],
      ['GET', 'doubts'],
      ['GET', 'words'],
    ] as const)
      expect(await ask(method, `${id}/${path}`, undefined, moved)).toMatchObject({ code: 'import-reach-lost', status: 403 });
    expect(await ask('PATCH', id, { mapping }, moved)).toMatchObject({ code: 'import-reach-lost' });
    await moveTo('990101');
    const back = await signIn(test.app, 'registrar-west');
    const four = await Promise.all([1, 2, 3, 4].map(() => ask<{ code?: string }>('POST', `${id}/apply`, undefined, back)));
    expect(four.filter(({ code }) => code === undefined)).toHaveLength(1);
    expect(await settled(id)).toMatchObject({ state: 'applied', rejection: null, counts: { fresh: 1 } });
  });

  it('cannot give a unit’s own name or a class’s own code another meaning, nor a word a meaning that is none', async () => {
    const { id } = (await upload(west, 'words.csv', wells('电力井盖,市电力公司,120.0093,30.0105,V1'), { source: 'words', system: 'EPSG:4326' })).json<Import>();
    const say = (words: object) => ask('PATCH', id, { words }, west);
    expect(await say({ unit: { 市电力公司: 'gas' } })).toMatchObject({ code: 'import-word-taken', field: 'words.unit', status: 422 });
    expect(await say({ class: { '0103': '0111' } })).toMatchObject({ code: 'import-word-taken', field: 'words.class' });
    expect(await say({ class: { 污水: '0103' } })).toMatchObject({ code: 'import-word-taken' });
    expect(await say({ unit: { 供电: 'nobody' } })).toMatchObject({ code: 'import-meaning-unknown', field: 'words.unit' });
    expect(await say({ unit: { 甲方: 'power' }, class: { 强电: '0105' } })).toMatchObject({ state: 'waiting' });
  });
});
