import jsQr from 'jsqr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { affected, sql } from '#db/sql.ts';
import { formatPlate } from '#domain/asset-id.ts';
import { layPlateSheet, usualPlate } from '#domain/plate-sheet.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aLamp, aWell } from '../../support/builders.ts';
import { type RenderedPage, renderPdf } from '../../support/render-pdf.ts';

let test: TestApp;
const wells: string[] = [];
let eastern: string;

beforeAll(async () => {
  test = await startApp({ publicUrl: 'https://jing.example/' });
  for (let n = 0; n < 13; n += 1) wells.push(await aWell(test.database.pool, { lon: 120.001 + n * 0.001 }));
  eastern = await aWell(test.database.pool, { lon: 120.06, lat: 30.02, ownerId: 'water', roadId: 2, classCode: '0101' });
});
afterAll(() => test.close());

const ask = async (path: string, username = 'registrar') => test.app.inject({ url: `/api/v1/plates${path}`, headers: await signIn(test.app, username) });
const print = async (path: string, username = 'registrar'): Promise<RenderedPage[]> => {
  const reply = await ask(path, username);
  expect([reply.statusCode, reply.headers['content-type']], reply.body.slice(0, 300)).toEqual([200, 'application/pdf']);
  return renderPdf(reply.rawPayload);
};

const setDesign = (design: object) => affected(test.database.pool, sql`update city set settings = settings || ${JSON.stringify({ plates: design })}::jsonb`);

/** Reads the QR of each plate of a sheet, as a phone would that sees this plate alone. */
const readQrs = (page: RenderedPage, design = usualPlate): (string | undefined)[] =>
  layPlateSheet(design).corners.map(([left, top]) => {
    const { pixels, width, height } = page.cut(left, top, design.widthMm, design.heightMm);
    return jsQr.default(pixels, width, height)?.data;
  });

describe('a sheet of plates', () => {
  it('carries a QR on each plate that opens the well’s own page', async () => {
    const pages = await print(`?ids=${wells.join(',')}`);
    expect(pages.length).toBe(2);
    const read = pages.flatMap((page) => readQrs(page));
    expect(read.slice(0, 13)).toEqual(wells.map((id) => `https://jing.example/a/${id}`));
    expect(read.slice(13).every((each) => each === undefined)).toBe(true);
  });

  it('says in Chinese what it is, whose it is and what to do, beside the number as people read it', async () => {
    const [page] = await print(`?ids=${wells[0]}`);
    for (const words of ['电力井盖', '权属 市电力公司', '扫码报修 12345', formatPlate(wells[0] ?? '')]) expect(page?.text).toContain(words);
    const { pixels } = page?.cut(65 + 15, 14 + 9, 36, 30) ?? {};
    expect(pixels?.some((value) => value < 100)).toBe(true);
  });

  it('says beside each plate, and not on it, in which street and at which address it belongs', async () => {
    await affected(test.database.pool, sql`update assets set address = '东侧人行道', version = version + 1 where id = ${wells[1] ?? ''}`);
    const [page] = await print(`?ids=${wells[0]},${wells[1]}`);
    for (const words of ['桥头街道 桥头路10号', '桥头街道 桥头路 东侧人行道']) expect(page?.text).toContain(words);
    const inked = (left: number) => page?.cut(left, 26, 3.2, 45).pixels.some((value) => value < 100);
    expect([inked(21), inked(186)]).toEqual([true, true]);
  });

  it('is A4, and its crop marks stand exactly a plate’s width and height apart', async () => {
    const [page] = await print(`?ids=${wells[0]}`, 'clerk-power');
    expect([page?.widthMm, page?.heightMm].map((mm) => Math.round(mm ?? 0))).toEqual([210, 297]);
    for (const x of [25, 105, 185]) for (const y of [20, 277]) expect(page?.isInked(x, y), `mark at ${x}, ${y}`).toBe(true);
    for (const x of [24.5, 25.5, 104.5, 105.5]) expect(page?.isInked(x, 20)).toBe(false);
    for (const y of [23.5, 73.5, 123.5, 173.5, 223.5, 273.5]) expect(page?.isInked(20, y), `mark at height ${y}`).toBe(true);
    expect([54.6, 55, 155, 155.4].map((x) => page?.isInked(x, 291))).toEqual([false, true, true, false]);
  });

  it('asks the printer to leave its size alone', async () => {
    const { rawPayload } = await ask(`?ids=${wells[0]}`);
    expect(rawPayload.toString('latin1')).toMatch(/\/PrintScaling \/?\(?None/);
  });

  it('is as the city wants its plates', async () => {
    const design = { ...usualPlate, widthMm: 60, heightMm: 60, gapMm: 2, lines: ['{street} {road}', '井盖坏了请扫码'] };
    await setDesign(design);
    const [page] = await print(`?ids=${wells[0]},${wells[1]}`);
    await setDesign(usualPlate);
    expect(page?.text).toContain('桥头街道 桥头路');
    expect(page?.text).toContain('井盖坏了请扫码');
    expect(page?.text).not.toContain('市电力公司');
    if (page) expect(readQrs(page, design).slice(0, 3)).toEqual([`https://jing.example/a/${wells[0]}`, `https://jing.example/a/${wells[1]}`, undefined]);
  });

  it('leaves out the owner’s line of a well that is nobody’s', async () => {
    const id = await aWell(test.database.pool, { ownerId: null, maintainerId: null, lon: 120.025 });
    const [page] = await print(`?ids=${id}`);
    expect(page?.text).not.toContain('权属');
  });
});

describe('printing', () => {
  it('takes a street, an owner’s own, or numbers, each within the reader’s reach', async () => {
    const counts = async (path: string, username: string) => (await ask(`/parts${path}`, username)).json<{ plates: number }>().plates;
    expect(await counts('?placeCode=990101001', 'registrar')).toBe(13);
    expect(await counts('?placeCode=990101&classCode=0105&ownerId=power', 'registrar')).toBe(13);
    expect(await counts('?placeCode=990102001', 'registrar')).toBe(1);
    expect(await counts('?placeCode=990102001', 'registrar-west')).toBe(0);
    expect(await counts('?placeCode=990102001', 'clerk-power')).toBe(0);
    expect(await counts(`?ids=${eastern},${wells[0]}`, 'clerk-water')).toBe(1);
    expect((await ask(`?ids=${eastern}`, 'clerk-power')).json().code).toBe('plate-unknown');
  });

  it('is for registrars and keepers, not for those who merely oversee', async () => {
    const overseen = await aWell(test.database.pool, { lon: 120.061, lat: 30.02, ownerId: 'water', authorityId: 'power', roadId: 2 });
    expect((await ask(`?ids=${overseen}`, 'clerk-power')).statusCode).toBe(404);
    expect((await ask(`?ids=${overseen}`, 'crew-power')).statusCode).toBe(403);
    expect((await test.app.inject({ url: `/api/v1/plates?ids=${overseen}` })).statusCode).toBe(401);
  });

  it('leaves removed and merged assets out', async () => {
    const gone = await aLamp(test.database.pool, { lon: 120.07, status: 'removed', roadId: 2 });
    const merged = await aLamp(test.database.pool, { lon: 120.071, roadId: 2 });
    await affected(test.database.pool, sql`update assets set merged_into = ${eastern} where id = ${merged}`);
    const { plates } = (await ask('/parts?ownerId=lamps')).json();
    expect(plates).toBe(0);
    expect((await ask(`/parts?ids=${gone},${merged}`)).json().plates).toBe(1); // a removed one asked for by its number
  });

  it('refuses the whole city at once and a design that fits no sheet, saying why', async () => {
    expect((await ask('/parts?classCode=0105')).json()).toMatchObject({ code: 'query-invalid', field: 'placeCode' });
    await setDesign({ widthMm: 300 });
    expect((await ask(`?ids=${wells[0]}`)).json()).toMatchObject({ code: 'field-invalid', field: 'plates/widthMm' });
    await setDesign(usualPlate);
  });
});

describe('a street of thousands', () => {
  it('comes in parts that hold each plate once, in order, and no sheet half empty but the last', { timeout: 60_000 }, async () => {
    const { pool } = test.database;
    await affected(
      pool,
      sql`insert into assets (id, class_code, geom, position_accuracy_m, district_code, street_code, location_kind, first_recorded_on, changed_on, data_source)
          select id, '0103', st_setsrid(st_point(120.021, 30.03), 4326), 1, '990101', '990101002', 'footway', '2020-01-01', '2020-01-01', 'survey'
          from mint_asset_ids('990101', '0103', 1450) as id`,
    );
    const plan = (await ask('/parts?placeCode=990101002&classCode=0103')).json();
    expect(plan).toMatchObject({ plates: 1450, sheets: 145, perSheet: 10 });
    expect(plan.parts.map((part: { plates: number }) => part.plates)).toEqual([600, 600, 250]);
    let after = '';
    const headers = [];
    for (const part of plan.parts) {
      const reply = await ask(`?placeCode=990101002&classCode=0103${after && `&after=${after}`}`);
      expect(reply.headers['content-disposition']).toBe(`attachment; filename="plates-${part.first}-${part.last}-registrar.pdf"`);
      after = String(reply.headers['x-next-after'] ?? '');
      headers.push([reply.headers['x-plates'], after]);
    }
    expect(headers).toEqual([
      ['600', plan.parts[1].after],
      ['600', plan.parts[2].after],
      ['250', ''],
    ]);
  });
});
