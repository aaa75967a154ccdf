import type { Pool } from '#db/pool.ts';
import { sql } from '#db/sql.ts';
import { foundIds } from './found-ids.ts';
import type { Told } from './storm-clients.ts';

/** What a storm left of wells; every list is empty when all is as it was told, and the places are as the house says. */
export interface WellFindings {
  /** Edits that were answered as done and do not stand exactly once in their well's story. */
  readonly unwritten: readonly string[];
  /** Versions of wells of which no event tells, or two do. */
  readonly unexplained: readonly string[];
  /** Rows of files that made two wells or changed one twice; imports that are not as they were told. */
  readonly misimported: readonly string[];
  /** Wells outside their street, and orders that are not where their incident is; both in a street of another district. */
  readonly misplaced: readonly string[];
}

const listUnwritten = (pool: Pool, { edits }: Told): Promise<string[]> =>
  foundIds(
    pool,
    sql`select 'well ' || t.well || ', ' || t.note || ': ' || n.times || ' times' as id
        from unnest(${[...edits.values()]}::text[], ${[...edits.keys()]}::text[]) t (well, note)
          cross join lateral (select count(*) as times from asset_events e where e.asset_id = t.well and e.note = t.note) n where n.times <> 1`,
  );

/** Wells that a storm found there begin without an event. */
const listUnexplained = (pool: Pool): Promise<string[]> =>
  foundIds(
    pool,
    sql`select 'well ' || a.id || ': version ' || v || ' of ' || a.version || ', ' || n.times || ' events' as id
        from assets a cross join lateral generate_series(2, a.version) v
          cross join lateral (select count(*) as times from asset_events e where e.asset_id = a.id and e.version = v) n where n.times <> 1
        union all
        select 'well ' || a.id || ': an event of version ' || e.version || ', it has ' || a.version from assets a join asset_events e on e.asset_id = a.id where e.version > a.version
        order by 1 limit 20`,
  );

const listMisimported = async (pool: Pool, { imports }: Told): Promise<string[]> => {
  const ids = [...imports.keys()];
  const [fresh, changed] = [[...imports.values()].map((counts) => counts.fresh ?? 0), [...imports.values()].map((counts) => counts.changed ?? 0)];
  return [
    ...(await foundIds(
      pool,
      sql`select 'import ' || import_id || ' row ' || import_row || ': ' || count(*) || ' ' || what as id
          from (select import_id, import_row, 'wells' as what from assets where import_id is not null
                union all select import_id, import_row, 'events' from asset_events where import_id is not null) w
          group by import_id, import_row, what having count(*) > 1 limit 20`,
    )),
    // What a crash of the database broke off is checked anew, and counts what is written already as unchanged.
    ...(await foundIds(
      pool,
      sql`select 'import ' || t.id || ' (' || i.state || '): told ' || t.fresh || ' new and ' || t.changed || ' changed, has ' || m.made || ' and ' || e.changed as id
          from unnest(${ids}::bigint[], ${fresh}::integer[], ${changed}::integer[]) t (id, fresh, changed) join imports i using (id)
            cross join lateral (select count(*) as made from assets a where a.import_id = t.id) m
            cross join lateral (select count(*) as changed from asset_events x where x.import_id = t.id and x.action = 'changed') e
          where i.state <> 'applied' or m.made < t.fresh or e.changed < t.changed limit 20`,
    )),
  ];
};

/** An order is where it was reported, whatever is said of its well since; a decree moves both. */
const listMisplaced = (pool: Pool): Promise<string[]> =>
  foundIds(
    pool,
    sql`(select 'well ' || a.id || ' in ' || a.street_code || ' of ' || a.district_code as id from assets a join places p on p.code = a.street_code
          where p.parent_code <> a.district_code or not st_dwithin(p.geom, a.geom, 1e-9) limit 20)
        union all (select 'order ' || o.id || ' in ' || o.street_code || ' of ' || o.district_code || ', its incident in ' || i.street_code as id
          from orders o join incidents i on i.id = o.incident_id join places p on p.code = o.street_code
          where p.parent_code <> o.district_code or o.state not in ('closed', 'void', 'merged') and (i.street_code, i.district_code) <> (o.street_code, o.district_code) limit 20)`,
  );

export const examineWells = async (pool: Pool, told: Told): Promise<WellFindings> => ({
  unwritten: await listUnwritten(pool, told),
  unexplained: await listUnexplained(pool),
  misimported: await listMisimported(pool, told),
  misplaced: await listMisplaced(pool),
});
