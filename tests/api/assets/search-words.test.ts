import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { affected, sql } from '#db/sql.ts';
import { checkCharacter } from '#domain/asset-id.ts';
import type { FoundAsset } from '#domain/contract/asset-search.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';

let test: TestApp;
const made: Record<'power' | 'water' | 'broken' | 'gone' | 'merged', string> = { power: '', water: '', broken: '', gone: '', merged: '' };

beforeAll(async () => {
  test = await startApp();
  const { pool } = test.database;
  made.power = await aWell(pool, { address: '桥头路10号' });
  made.water = await aWell(pool, { lon: 120.011, classCode: '0101', ownerId: 'water', lettering: '上水', address: '桥头路10号', sourceNumber: 'SS-9' });
  made.broken = await aWell(pool, { lon: 120.05, roadId: 2, address: '东山路8号门口', status: 'damaged' });
  made.gone = await aWell(pool, { lon: 120.012, status: 'removed' });
  made.merged = await aWell(pool, { lon: 120.0111, classCode: '0101', ownerId: 'water', sourceNumber: 'SS-8' });
  await affected(pool, sql`update assets set merged_into = ${made.water} where id = ${made.merged}`);
});
afterAll(() => test.close());

const search = async (q: string, more: Record<string, string> = {}) => {
  const reply = await test.app.inject({ url: '/api/v1/assets', query: { q, ...more }, headers: await signIn(test.app, 'registrar') });
  const body = reply.json();
  expect(reply.statusCode, reply.body).toBe(200);
  return { ids: body.assets.map(({ id }: FoundAsset) => id).sort(), understood: body.understood };
};
const idsOf = async (q: string, more?: Record<string, string>) => (await search(q, more)).ids;
const slipIn = (id: string) => `${id.slice(0, 12)}${(Number(id[12]) + 3) % 10}${id.slice(13)}`;

describe('a number in the search', () => {
  it('is found with marks that were pasted along and nobody sees, as words are', async () => {
    expect(await idsOf(`\ufeff${made.power.slice(0, 9)}\u200b${made.power.slice(9)}`)).toEqual([made.power]);
    expect(await idsOf('\u200e桥头路\u200b10号')).toEqual(await idsOf('桥头路10号'));
  });

  it('that was merged finds the asset that it is part of now, and is told as merged', async () => {
    for (const typed of [made.merged, made.merged.slice(0, 16), `${made.merged.slice(0, 6)}-${made.merged.slice(6, 10)} ${made.merged.slice(10)}`]) {
      const { ids, understood } = await search(typed);
      expect([typed, ids]).toEqual([typed, [made.water]]);
      expect(understood).toMatchObject({ as: 'merged', text: made.merged, standsFor: made.water });
    }
    expect(await idsOf('SS-8')).toEqual([made.water]);
    expect(await idsOf(slipIn(made.merged))).toContain(made.water);
  });

  it('that is retired is found and told as retired', async () => {
    expect(await search(made.gone)).toMatchObject({ ids: [made.gone], understood: { as: 'retired', text: made.gone, standsFor: null } });
    expect((await search(made.power)).understood).toMatchObject({ as: 'number', text: made.power });
  });

  it('that nobody bears is told as unknown, one whose check character does not fit as mistyped', async () => {
    const unknown = `${made.power.slice(0, 10)}777777`;
    expect(await search(unknown + checkCharacter(unknown))).toMatchObject({ ids: [], understood: { as: 'unknown' } });
    expect(await search(unknown)).toMatchObject({ ids: [], understood: { as: 'unknown', text: unknown } });
    const wrong = unknown + ((Number(checkCharacter(unknown).replace('X', '10')) + 1) % 10);
    expect(await search(wrong)).toMatchObject({ ids: [], understood: { as: 'mistyped', text: wrong } });
    expect((await search(slipIn(made.power))).understood.as).toBe('mistyped');
  });

  it('without its check character is the national code, and finds the one asset that bears it', async () => {
    for (const id of [made.power, made.water, made.broken]) expect(await idsOf(id.slice(0, 16))).toEqual([id]);
    expect((await search(made.power.slice(0, 16))).understood).toMatchObject({ as: 'number', text: made.power });
  });
});

describe('words beside a road', () => {
  it('must all be met, before the road as behind it, and are told', async () => {
    expect(await idsOf('桥头路')).toEqual([made.power, made.water, made.gone].sort());
    for (const q of ['自来水 桥头路', '桥头路 自来水', '自来水 桥头路10号', '桥头路10号 自来水', '桥头路 10号 自来水', '上水 Qiaotou Road'])
      expect([q, await idsOf(q)]).toEqual([q, [made.water]]);
    expect(await idsOf('电力 桥头路 自来水')).toEqual([]);
    expect((await search('自来水 桥头路10号')).understood).toMatchObject({ as: 'house', text: '桥头路10号', besides: ['自来水'] });
    expect((await search('小城西区桥头路10号门口')).understood).toMatchObject({ as: 'house', text: '桥头路10号', besides: [] });
    expect(await idsOf('小城西区桥头路10号门口')).toEqual([made.power, made.water, made.gone].sort());
  });

  it('are many: none is left out', async () => {
    const ten = '桥 头 1 0 号 井 盖 电力 头路 路10号';
    expect(await idsOf(ten)).toEqual([made.power, made.gone].sort());
    expect(await idsOf(`${ten} 花园`)).toEqual([]);
  });
});

describe('a place and a status', () => {
  it('narrow like a class and an owner do', async () => {
    expect(await idsOf('破损')).toEqual([made.broken]);
    expect(await idsOf('电力 破损')).toEqual([made.broken]);
    expect(await idsOf('损坏 东山路')).toEqual([made.broken]);
    expect(await idsOf('damaged')).toEqual([made.broken]);
    for (const q of ['损坏的电力', '损坏电力井', '东山路上损坏的电力井']) expect([q, await idsOf(q)]).toEqual([q, [made.broken]]);
    expect(await idsOf('损坏的自来水')).toEqual([]);
    expect(await idsOf('自来水 破损')).toEqual([]);
    expect(await idsOf('破损', { status: 'intact' })).toEqual([]);
  });

  it('are called what they are, alone or with words', async () => {
    expect((await search('桥头街道')).understood).toMatchObject({ as: 'street', text: '桥头街道' });
    expect((await search('东区')).understood).toMatchObject({ as: 'district', text: '东区' });
    expect(await search('破损 东山镇')).toMatchObject({ ids: [made.broken], understood: { as: 'street', text: '东山镇', besides: ['破损'] } });
    expect(await idsOf('破损 桥头街道')).toEqual([]);
    expect(await search('西区 桥头路 自来水')).toMatchObject({ ids: [made.water], understood: { as: 'road', text: '桥头路', besides: ['西区', '自来水'] } });
    expect(await idsOf('东区 桥头路')).toEqual([]);
  });
});
