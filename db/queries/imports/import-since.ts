import { affected, type Connection, firstRow, oneRow, rows, sql } from '../../sql.ts';
import { heirsOfUnits } from '../network/heirs.ts';
import { holdUnits } from '../network/network-units.ts';
import { tablesOf } from './import-tables.ts';

// Places and units that ended, as one word: while it is the same, what rows were resolved to is so still.
const groundNow = sql`md5(coalesce((select string_agg(code, ',' order by code) from places where retired_on is not null), '') || ';'
  || coalesce((select string_agg(id, ',' order by id) from units where not active), ''))`;

/** What an import is checked against, taken before it is: what comes into the registry from here on is held against its rows when they are applied. */
export const markRegistry = async (connection: Connection, importId: string): Promise<void> => {
  await affected(
    connection,
    sql`update imports set registry_mark = jsonb_build_object('at', clock_timestamp(), 'event', (select coalesce(max(id), 0) from asset_events), 'ground', ${groundNow}) where id = ${importId}`,
  );
};

/** The import has written into the registry, up to now. */
export const markWritten = async (connection: Connection, importId: string): Promise<void> => {
  await affected(connection, sql`update imports set wrote_at = clock_timestamp() where id = ${importId}`);
};

/**
 * Lays what came into the registry, or was changed in it, since the import's mark into `import_came`: what other imports wrote (a batch is told of at
 * its end, and is no longer than a minute) and what people did. One transaction.
 * @returns how many assets
 */
export const gatherWhatCame = async (connection: Connection, importId: string): Promise<number> => {
  const { rivals } = await oneRow<{ rivals: string[] }>(
    connection,
    sql`select coalesce(array_agg(o.id::text), '{}') as rivals from imports i join imports o on o.id <> i.id and o.wrote_at > coalesce((i.registry_mark ->> 'at')::timestamptz, '-infinity') - interval '1 minute'
        where i.id = ${importId}`,
  );
  await rows(connection, sql`drop table if exists pg_temp.import_came, pg_temp.import_touched`);
  await rows(
    connection,
    sql`create temp table import_touched on commit drop as
        select e.asset_id from imports i join asset_events e on e.id > coalesce((i.registry_mark ->> 'event')::bigint, 0) and e.import_id is distinct from i.id where i.id = ${importId}
        union select l.asset_id from asset_aliases l where l.import_id = any (${rivals}::bigint[])`,
  );
  await rows(connection, sql`analyze import_touched`);
  await rows(
    connection,
    sql`create temp table import_came on commit drop as
        select a.id, a.class_code, a.geom, a.status, a.owner_id, a.source_number, a.merged_into, a.changed_on from import_touched t join assets a on a.id = t.asset_id`,
  );
  if (rivals.length > 0)
    await rows(
      connection,
      sql`insert into import_came select a.id, a.class_code, a.geom, a.status, a.owner_id, a.source_number, a.merged_into, a.changed_on
          from assets a where a.import_id = any (${rivals}::bigint[]) and not exists (select from import_touched t where t.asset_id = a.id)`,
    );
  const { n } = await oneRow<{ n: number }>(connection, sql`select count(*)::integer as n from import_came`);
  if (n === 0) return 0;
  await rows(connection, sql`create index on import_came (id)`);
  await rows(connection, sql`create index on import_came using gist (geom)`);
  await rows(connection, sql`create index on import_came (source_number)`);
  await rows(connection, sql`analyze import_came`);
  return n;
};

/**
 * Rows whose asset was merged into another since they were compared are of that other, which nobody compared them with. Of several rows that
 * are one asset's, as merged or by a person's word, the first that was compared is, and the others say nothing of it but their numbers.
 */
export const followMergedPlans = async (connection: Connection, importId: string): Promise<void> => {
  const { plan } = tablesOf(importId);
  for (;;) {
    const followed = await affected(
      connection,
      sql`update ${plan} p set asset_id = a.merged_into, version = 0 from assets a where a.id = p.asset_id and p.action = 'match' and a.merged_into is not null`,
    );
    if (followed === 0) break;
  }
  await affected(
    connection,
    sql`update ${plan} p set action = 'same', other_row = q.row from ${plan} q
        where p.action = 'match' and q.asset_id = p.asset_id and q.row <> p.row and (q.action in ('update', 'updated', 'unchanged', 'older') or (q.action = 'match' and q.row < p.row))`,
  );
};

/**
 * Holds units, and places with them, until the transaction ends, so that none ends meanwhile, and puts what rows were resolved to right where one has ended
 * since: the place it became part of, the unit that followed. Their assets are compared anew then. Before any lock on assets: a decree takes units first.
 */
export const renewGround = async (connection: Connection, importId: string): Promise<void> => {
  await holdUnits(connection);
  const isSame = await firstRow(connection, sql`select 1 from imports where id = ${importId} and registry_mark ->> 'ground' = ${groundNow}`);
  if (isSame !== undefined) return;
  const { rows: staged, plan } = tablesOf(importId);
  await affected(
    connection,
    sql`with streets as materialized (select p.code, n.code as now_code, n.parent_code from places p join places n on n.code = current_place(p.code) where p.kind = 'street' and p.retired_on is not null)
        update ${staged} s set street_code = m.now_code, district_code = m.parent_code from streets m where m.code = s.street_code`,
  );
  for (const column of [sql`owner_id`, sql`maintainer_id`, sql`authority_id`])
    await affected(
      connection,
      sql`with heirs as materialized ${heirsOfUnits(sql`true`)}
          update ${staged} s set ${column} = h.heir from heirs h where s.${column} = h.id`,
    );
  await affected(connection, sql`update ${plan} set action = 'match' where action = 'update'`);
  await affected(connection, sql`update imports set registry_mark = registry_mark || jsonb_build_object('ground', ${groundNow}) where id = ${importId}`);
};

/** One import is written at a time: what the one before wrote is held against the next. Lasts as long as its connection. */
export const holdTurn = async (connection: Connection): Promise<boolean> =>
  (await oneRow<{ held: boolean }>(connection, sql`select pg_try_advisory_lock(hashtextextended('imports are applied', 0)) as held`)).held;

export const releaseTurn = async (connection: Connection): Promise<void> => {
  await rows(connection, sql`select pg_advisory_unlock(hashtextextended('imports are applied', 0))`);
};
