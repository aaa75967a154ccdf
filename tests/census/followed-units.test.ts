import { beforeAll, describe, expect, it } from 'vitest';
import type { Pool } from '#db/pool.ts';
import { getImportWords } from '#db/queries/imports/import-ground.ts';
import { listRefusals } from '#db/queries/imports/import-refusals.ts';
import { affected, rows, sql } from '#db/sql.ts';
import { refuseWords } from '../../census/take-in/known-words.ts';
import { rememberWords } from '../../census/take-in/remember-source.ts';
import { workOn } from '../../census/take-in/work-on.ts';
import { now } from '../support/city.ts';
import { emptyRegistry } from './empty-registry.ts';
import { scratchFolder } from './scratch.ts';
import { apply, check } from './take-in.ts';

const folder = scratchFolder();
let pool: Pool;
emptyRegistry('file', (fresh) => {
  pool = fresh;
});

/** Telecom ended and the lamps followed, as it had followed City Wire; two of one name ended to different units, one bore what is a word for power. */
beforeAll(async () => {
  await affected(pool, sql`update units set active = false, successor_id = 'lamps' where id = 'telecom'`);
  for (const [id, name, nameEn, successor] of [
    ['wire', '市有线公司', 'City Wire', 'telecom'],
    ['coal-gas', '市煤气公司', 'City Coal Gas', 'gas'],
    ['town-gas', '市煤气公司', 'City Town Gas', 'water'],
    ['signals', '信号所', 'Signals', null],
    ['old-power', '电力', 'Old Power', 'gas'],
  ])
    await affected(
      pool,
      sql`insert into units (id, kind, level, place_code, name, name_en, active, successor_id) values (${id}, 'trade', 'trade', '990000', ${name}, ${nameEn}, false, ${successor})`,
    );
});

const heading = '小类名称,权属单位,养护单位,自编号,x,y';
let at = 120.001;
const well = (number: string, owner: string, maintainer = '') => {
  at += 0.0004;
  return `通信井盖,${owner},${maintainer},${number},${at.toFixed(5)},30.01`;
};
const file = (name: string, ...lines: string[]) => folder.write(name, `${heading}\n${lines.join('\n')}\n`);
const lamps = { zh: '市路灯管理所', en: 'City Street Lamps' };

describe('a row that names a unit which ended', () => {
  it('is read as of the one that followed, however often that ended too, by code and by name, and told with how many rows', async () => {
    const lines = [
      well('F1', '市电信公司', '市电信公司'),
      well('F2', 'City Wire'),
      well('F3', '', 'TELECOM'),
      well('F4', '市路灯管理所'),
      well('F5', '市电力公司'),
      '通信井盖,市电信公司,,F6,119.5,30.01',
    ];
    const checked = await check(pool, await file('ended.csv', ...lines), { rules: { systemIsSure: true } });
    expect(checked).toMatchObject({ state: 'checked', counts: { rows: 6, fresh: 5, refused: 1 } });
    expect(checked.followed, 'a row counts once, one that came back not at all').toEqual([
      { id: 'telecom', ended: { zh: '市电信公司', en: 'City Telecom' }, heir: lamps, rows: 2 },
      { id: 'wire', ended: { zh: '市有线公司', en: 'City Wire' }, heir: lamps, rows: 1 },
    ]);
    expect(await apply(pool, checked)).toMatchObject({ state: 'applied', counts: { fresh: 5 }, followed: checked.followed });
    expect(await rows(pool, sql`select owner_id, maintainer_id from assets order by import_row`)).toEqual([
      { ownerId: 'lamps', maintainerId: 'lamps' },
      { ownerId: 'lamps', maintainerId: null },
      { ownerId: null, maintainerId: 'lamps' },
      { ownerId: 'lamps', maintainerId: null },
      { ownerId: 'power', maintainerId: null },
    ]);
  });

  it('is refused where its word then means two units, both named, or none followed, or it is misspelt', async () => {
    const lines = [well('T1', '市煤气公司'), well('T2', '电力'), well('T3', '信号所'), well('T4', '市电信公私')];
    const checked = await check(pool, await file('two.csv', ...lines), { source: 'two' });
    expect(checked).toMatchObject({ counts: { rows: 4, refused: 4 }, followed: [] });
    const refusals = await listRefusals(pool, checked.id, 0, 10);
    const unknown = expect.stringMatching(/^census-unit-(unknown|unlike)$/);
    expect(refusals.map(({ code }) => code)).toEqual(['census-unit-several', 'census-unit-several', unknown, unknown]);
    expect(refusals.slice(0, 2).map(({ params }) => params)).toEqual([
      { text: '市煤气公司', found: '市燃气公司、市自来水公司' },
      { text: '电力', found: '市电力公司、市燃气公司' },
    ]);
  });

  it('is read as its source was said to mean, before as of who followed', async () => {
    const lines = [well('S1', '市煤气公司'), well('S2', '电力'), well('S3', '市电信公司'), well('S4', '市有线公司')];
    const checked = await check(pool, await file('said.csv', ...lines), { source: 'said' });
    const said = { 市煤气公司: 'water', 电力: 'gas', 市电信公司: 'power' };
    const { units, ended } = await getImportWords(pool);
    const things = units.map(({ id, ...unit }) => ({ code: id, ...unit }));
    expect(refuseWords(things, said, 'words.unit', ended)).toBeNull();
    expect(refuseWords(things, { 供水: 'water', 市路灯管理所: 'gas' }, 'words.unit', ended)).toMatchObject({ code: 'import-word-taken' });
    await rememberWords(pool, checked, { unit: said }, now, null);
    const again = await workOn(pool, checked.id, 'check', { now: () => now });
    expect(again).toMatchObject({ counts: { rows: 4, fresh: 4, refused: 0 }, followed: [{ id: 'wire', heir: lamps, rows: 1 }] });
    await apply(pool, again);
    expect(await rows(pool, sql`select owner_id from assets where import_id = ${again.id}::bigint order by import_row`)).toEqual(
      ['water', 'gas', 'power', 'lamps'].map((ownerId) => ({ ownerId })),
    );
  });
});
