import { describe, expect, it } from 'vitest';
import { checkTiles } from '#db/check-tiles.ts';
import type { Pool } from '#db/pool.ts';
import { listDoubts } from '#db/queries/imports/import-doubts.ts';
import { oneRow, rows, sql } from '#db/sql.ts';
import { sameNumbers } from '../bench/places.ts';
import { emptyRegistry } from './empty-registry.ts';
import { scratchFolder } from './scratch.ts';
import { apply, check, heading, wholeCity } from './take-in.ts';

const folder = scratchFolder();
let pool: Pool;
emptyRegistry('file', (fresh) => {
  pool = fresh;
});

interface Placed {
  readonly class: '污水' | '雨水';
  readonly lon: number;
  readonly lat: number;
}

const [withinM, perLat] = [0.5, 111_195];
const next = sameNumbers(7);

/** Wells of two classes, so dense that many lie within half a metre of another, and forty at one and the same position. */
const crowd = (): Placed[] => {
  const strewn = Array.from(
    { length: 2000 },
    (): Placed => ({ class: next() < 0.5 ? '污水' : '雨水', lon: 120.001 + next() * 0.0006, lat: 30.001 + next() * 0.0005 }),
  );
  const heaped = Array.from({ length: 40 }, (): Placed => ({ class: '污水', lon: 120.0013, lat: 30.0012 }));
  return [...strewn, ...heaped];
};

const write = (name: string, wells: readonly Placed[]) =>
  folder.write(name, `${[heading, ...wells.map(({ class: of, lon, lat }) => `,${of},排水,完好,${lon},${lat},,D400,圆形,700,球墨铸铁,,,`)].join('\n')}\n`);

/** Row numbers of those that lie near an earlier one of their class: the heading is row 1. */
const nearOnes = (wells: readonly Placed[], perLon: number): number[] =>
  wells.flatMap((b, j) =>
    wells.slice(0, j).some((a) => a.class === b.class && Math.hypot((a.lon - b.lon) * perLon, (a.lat - b.lat) * perLat) <= withinM) ? [j + 2] : [],
  );

describe('a registry that an import fills', () => {
  const wells = crowd();

  it('is asked about exactly the rows that lie near an earlier one of their class', async () => {
    const checked = await check(pool, await write('crowd.csv', wells), { rules: { systemIsSure: true } });
    const { middle } = await oneRow<{ middle: number }>(pool, sql`select (st_ymin(boundary) + st_ymax(boundary)) / 2 as middle from city`);
    const doubts = await listDoubts(pool, checked.id, wholeCity, { after: 0, limit: 5000 });
    const expected = nearOnes(wells, perLat * Math.cos((middle * Math.PI) / 180));
    expect(expected.length).toBeGreaterThan(200);
    expect(doubts.map(({ row }) => row)).toEqual(expected);
    expect(doubts.every(({ otherRow, row }) => otherRow !== null && otherRow < row)).toBe(true);
    const done = await apply(pool, checked);
    expect(done).toMatchObject({ state: 'applied', counts: { rows: wells.length, fresh: wells.length - expected.length, asked: expected.length } });
  });

  it('has its tiles counted and its dictionaries right when the import ends, with no server running', async () => {
    expect(await checkTiles(pool)).toMatchObject({ total: 0, awaitsRecount: false });
    const [standing] = await rows<{ assets: number; facets: number; wordings: number; letterings: number }>(
      pool,
      sql`select (select count(*)::integer from assets) as assets, (select sum(counted)::integer from asset_facets) as facets,
            (select sum(counted)::integer from asset_wordings) as wordings, (select count(distinct lettering)::integer from cover_letterings) as letterings`,
    );
    expect(standing).toEqual({ assets: standing?.assets, facets: standing?.assets, wordings: standing?.assets, letterings: 0 });
    expect(
      await rows(
        pool,
        sql`select f.key from asset_facets f left join assets a on asset_facet(a.street_code, a.district_code, a.class_code, a.owner_id, a.maintainer_id,
      a.authority_id, a.status, a.hazards) = f.key where a.id is null`,
      ),
    ).toEqual([]);
    expect(await rows(pool, sql`select tgname from pg_trigger where tgrelid in ('assets'::regclass, 'covers'::regclass) and tgenabled <> 'O'`)).toEqual([]);
  });
});
