import type { HazardRules } from '#domain/hazards.ts';
import { affected, type Connection, oneRow, rows, type Sql, sql } from '../../sql.ts';
import { changeable, coverFields, coverIsSaid, piece } from './import-fields.ts';
import { tablesOf } from './import-tables.ts';

/** What rows need that they do not say. */
export interface ApplyWith {
  readonly importId: string;
  /** Of the source, where a row names none. */
  readonly source: string;
  /** The day in the city, where a row says none. */
  readonly today: string;
  readonly hazardRules: HazardRules;
  readonly at: string;
  readonly personId: string | null;
}

/**
 * Numbers of rows that are still to come, wait for a person, or were refused and may come again mended, are minted for nobody: they stand
 * on plates. Where every row bears its own, nothing is minted and of those to come nothing need be kept; of a registry that is filled at once
 * only what waits is.
 * @param numberColumns where a refused row bears its number: the first of these columns in which something stands
 */
export const awaitNumbers = async (connection: Connection, importId: string, isEmpty: boolean, numberColumns: readonly number[]): Promise<void> => {
  const { rows: staged, plan } = tablesOf(importId);
  await affected(
    connection,
    sql`insert into awaited_numbers (number, import_id)
        select distinct g.n, ${importId}::bigint
        from (select well_formed_number(s.given_number) as n from ${staged} s left join ${plan} p using (row)
              where s.given_number is not null and (not ${isEmpty} or p.row is not null)) g
        where g.n is not null and not is_number_given(g.n) and exists (select from ${staged} s where well_formed_number(s.given_number) is null)
        on conflict do nothing`,
  );
  await affected(
    connection,
    sql`insert into awaited_numbers (number, import_id)
        select distinct g.n, ${importId}::bigint
        from (select well_formed_number(upper(normalize((select f from unnest(${[...numberColumns]}::integer[]) with ordinality c (at, nth) cross join lateral btrim(r.fields ->> c.at) f
                where f <> '' order by c.nth limit 1), NFKC))) as n
              from import_refusals r where r.import_id = ${importId}) g
        where g.n is not null and not is_number_given(g.n)
        on conflict do nothing`,
  );
};

/** What is in the registry now is awaited no longer, whichever file brought it. */
export const endAwaiting = async (connection: Connection): Promise<void> => {
  await affected(connection, sql`delete from awaited_numbers where is_number_given(number)`);
};

/** A file that is gone is mended no more: of its rows only what waits for a person is still awaited. */
export const forgetAwaited = async (connection: Connection, importId: string): Promise<void> => {
  await affected(
    connection,
    sql`delete from awaited_numbers where import_id = ${importId} and not exists (select from import_doubts d where d.import_id = ${importId} and d.decision is null)`,
  );
};

/** Rows to be made in this batch, each with its number. One transaction. @param which rows of the plan decided late, or those of a stretch */
export const numberRows = async (
  connection: Connection,
  importId: string,
  which: { after: number; upto: number } | 'late',
): Promise<{ made: number; adopted: number }> => {
  const { rows: staged, plan } = tablesOf(importId);
  const wanted =
    which === 'late'
      ? sql`select s.row, s.given_number, s.district_code, s.class_code from ${plan} p join ${staged} s using (row) where p.action = 'fresh'`
      : sql`select s.row, s.given_number, s.district_code, s.class_code from ${staged} s
            where s.row > ${which.after} and s.row <= ${which.upto} and not exists (select from ${plan} p where p.row = s.row and p.action <> 'fresh')`;
  await rows(connection, sql`drop table if exists pg_temp.import_batch, pg_temp.import_ids`);
  await rows(connection, sql`create temp table import_batch on commit drop as ${wanted}`);
  await rows(connection, sql`analyze import_batch`);
  await rows(connection, sql`create temp table import_ids on commit drop as select row::integer, asset_id, alias_reason from adopt_or_mint('import_batch')`);
  await rows(connection, sql`create index on import_ids (row)`);
  await rows(connection, sql`analyze import_ids`);
  return oneRow(
    connection,
    sql`select (select count(*)::integer from import_ids) as made,
          (select count(*)::integer from import_batch b join import_ids i using (row) where b.given_number is not null and i.alias_reason is null) as adopted`,
  );
};

const isGone = sql`coalesce(s.status, 'intact') in ('missing', 'removed')`;
const assetColumns = [
  ...[
    'id',
    'class_code',
    'geom',
    'position_accuracy_m',
    'district_code',
    'street_code',
    'road_id',
    'address',
    'location_kind',
    'authority_id',
    'owner_id',
    'maintainer_id',
  ],
  ...[
    'owner_confidence',
    'owner_evidence',
    'status',
    'depth_m',
    'year_built',
    'has_anti_fall_net',
    'first_recorded_on',
    'changed_on',
    'data_source',
    'source_number',
  ],
  ...['note', 'recorded_at', 'last_verified_on', 'how_measured', 'flood_prone', 'chamber_size_mm', 'chamber_material', 'grid_cell', 'object_name'],
  ...['import_id', 'import_row', 'hazards'],
];

/** Makes the assets and covers of numbered rows, or of a stretch of them. */
export const makeNumbered = async (connection: Connection, given: ApplyWith, { after, upto }: { after: number; upto: number }): Promise<void> => {
  const { rows: staged } = tablesOf(given.importId);
  const { today, source, importId, at } = given;
  const rules = JSON.stringify(given.hazardRules);
  await affected(
    connection,
    sql`insert into assets (${piece(assetColumns)})
        select i.asset_id, s.class_code, s.geom, coalesce(s.position_accuracy_m, 1), s.district_code, s.street_code, s.road_id, s.address, coalesce(s.location_kind, s.location_guess),
          s.authority_id, s.owner_id, s.maintainer_id, coalesce(s.owner_confidence, 0.9), coalesce(s.owner_evidence, 'survey'), coalesce(s.status, 'intact'), s.depth_m, s.year_built,
          s.has_anti_fall_net, coalesce(s.first_recorded_on, s.changed_on, ${today}::date), coalesce(s.changed_on, s.first_recorded_on, ${today}::date), coalesce(s.data_source, ${source}),
          s.source_number, s.note, ${at}::timestamptz, s.last_verified_on, s.how_measured, s.flood_prone, s.chamber_size_mm, s.chamber_material, s.grid_cell, s.object_name,
          ${importId}::bigint, s.row, derive_hazards(${rules}::jsonb, s.class_code, coalesce(s.location_kind, s.location_guess), coalesce(s.status, 'intact'),
            case when ${coverIsSaid} and not ${isGone} then s.load_class end, s.depth_m, s.has_anti_fall_net)
        from ${staged} s join import_ids i using (row) where s.row > ${after} and s.row <= ${upto} and i.row > ${after} and i.row <= ${upto}`,
  );
  await affected(
    connection,
    sql`insert into covers (asset_id, ${piece(coverFields)}, removed_on, removed_reason, recorded_at)
        select i.asset_id, ${piece(coverFields.map((name) => `s.${name}`))}, case when ${isGone} then coalesce(s.changed_on, s.first_recorded_on, ${today}::date) end,
          case when ${isGone} then s.status end, ${at}::timestamptz
        from ${staged} s join import_ids i using (row) join asset_classes k on k.code = s.class_code
        where k.is_well and ${coverIsSaid} and s.row > ${after} and s.row <= ${upto} and i.row > ${after} and i.row <= ${upto}`,
  );
};

/** Numbers that rows bore and did not keep, and those of rows that joined one of this batch, answer for their assets from now on. */
export const keepAliases = async (connection: Connection, importId: string): Promise<number> => {
  const { rows: staged, plan } = tablesOf(importId);
  return affected(
    connection,
    sql`insert into asset_aliases (number, asset_id, source, reason, import_id, import_row)
        select b.given_number, i.asset_id, 'census', i.alias_reason, ${importId}::bigint, i.row from import_ids i join import_batch b using (row) where i.alias_reason is not null
        union all
        select s.given_number, i.asset_id, 'census', 'merged', ${importId}::bigint, s.row
        from import_ids i join ${plan} p on p.other_row = i.row and p.action = 'merge' join ${staged} s on s.row = p.row where s.given_number is not null
        on conflict do nothing`,
  );
};

/** Rows decided late are made now, and not again; rows that joined one of this batch have joined it. */
export const markMade = async (connection: Connection, importId: string): Promise<void> => {
  const { plan } = tablesOf(importId);
  await affected(connection, sql`update ${plan} p set action = 'made' from import_ids i where i.row = p.row and p.action = 'fresh'`);
  await affected(
    connection,
    sql`update ${plan} p set action = 'merged', asset_id = i.asset_id from import_ids i where i.row = p.other_row and p.action = 'merge'`,
  );
};

// A row that says nothing of a field leaves it as it is.
const said = (name: string): string => `${name} = coalesce(s.${name}, a.${name})`;

/** Those of the next changes whose assets somebody has written to since are compared anew first. */
const setAsideOvertaken = async (connection: Connection, plan: Sql): Promise<void> => {
  await rows(
    connection,
    sql`with held as (select a.id from assets a where a.id in (select asset_id from import_changes) order by a.id for no key update) select count(*) from held`,
  );
  await affected(
    connection,
    sql`update ${plan} p set action = 'match' from import_changes c join assets a on a.id = c.asset_id where p.row = c.row and a.version is distinct from c.version`,
  );
  await affected(connection, sql`delete from import_changes c using ${plan} p where p.row = c.row and p.action = 'match'`);
};

/**
 * Changes up to `most` assets whose rows say something else; their states before are kept, each with an event. One transaction.
 * @returns how many rows were looked at, and how many of them changed their assets: the others are compared anew
 */
export const changeMatched = async (connection: Connection, given: ApplyWith, most: number): Promise<{ looked: number; changed: number }> => {
  const { rows: staged, plan } = tablesOf(given.importId);
  const { at, today, importId, personId } = given;
  await rows(connection, sql`drop table if exists pg_temp.import_changes`);
  const looked = await affected(
    connection,
    sql`create temp table import_changes on commit drop as
        select p.row, p.asset_id, p.changes, p.version from ${plan} p where p.action = 'update' order by p.asset_id limit ${most}`,
  );
  if (looked === 0) return { looked, changed: 0 };
  await rows(connection, sql`analyze import_changes`);
  await setAsideOvertaken(connection, plan);
  await changeCovers(connection, given, staged);
  const changed = await affected(
    connection,
    sql`update assets a set ${piece(changeable.map(said))}, changed_on = greatest(a.changed_on, coalesce(s.changed_on, ${today}::date)), recorded_at = ${at}::timestamptz,
          geom = case when c.changes ? 'position' then s.geom else a.geom end, street_code = case when c.changes ? 'position' then s.street_code else a.street_code end,
          district_code = case when c.changes ? 'position' then s.district_code else a.district_code end, road_id = case when c.changes ? 'position' then s.road_id else a.road_id end,
          hazards = derive_hazards(${JSON.stringify(given.hazardRules)}::jsonb, coalesce(s.class_code, a.class_code), coalesce(s.location_kind, a.location_kind), coalesce(s.status, a.status),
            (select v.load_class from covers v where v.asset_id = a.id and v.removed_on is null), coalesce(s.depth_m, a.depth_m), coalesce(s.has_anti_fall_net, a.has_anti_fall_net))
        from import_changes c join ${staged} s using (row) where a.id = c.asset_id`,
  );
  await affected(
    connection,
    sql`insert into asset_events (asset_id, at, person_id, action, source, changes, import_id, import_row, version)
        select c.asset_id, ${at}::timestamptz, ${personId}::bigint, 'changed', 'import', c.changes, ${importId}::bigint, c.row, a.version
        from import_changes c join assets a on a.id = c.asset_id order by c.asset_id`,
  );
  await affected(connection, sql`update ${plan} p set action = 'updated' from import_changes c where c.row = p.row`);
  return { looked, changed };
};

/** A cover fitted later than the one that is on replaces it; else what is known of it is put right. A missing cover is off. */
const changeCovers = async (connection: Connection, { at, today }: ApplyWith, staged: Sql): Promise<void> => {
  const off = sql`(s.status in ('missing', 'removed'))`;
  const newer = sql`(${coverIsSaid} and s.fitted_on > v.fitted_on)`;
  await affected(
    connection,
    sql`update covers v set removed_on = case when ${off} then coalesce(s.changed_on, ${today}::date) else s.fitted_on end,
          removed_reason = case when ${off} then s.status else 'replaced' end, recorded_at = ${at}::timestamptz
        from import_changes c join ${staged} s using (row) where v.asset_id = c.asset_id and v.removed_on is null and (${off} or ${newer})`,
  );
  await affected(
    connection,
    sql`update covers v set ${piece(coverFields.map((name) => `${name} = coalesce(s.${name}, v.${name})`))}, recorded_at = ${at}::timestamptz
        from import_changes c join ${staged} s using (row) where v.asset_id = c.asset_id and v.removed_on is null and ${coverIsSaid}
          and exists (select from jsonb_object_keys(c.changes) k where k like 'cover.%')`,
  );
  await affected(
    connection,
    sql`insert into covers (asset_id, ${piece(coverFields)}, recorded_at)
        select c.asset_id, ${piece(coverFields.map((name) => `s.${name}`))}, ${at}::timestamptz
        from import_changes c join ${staged} s using (row) join assets a on a.id = c.asset_id join asset_classes k on k.code = a.class_code
        where k.is_well and ${coverIsSaid} and coalesce(s.status, a.status) not in ('missing', 'removed')
          and not exists (select from covers v where v.asset_id = c.asset_id and v.removed_on is null)`,
  );
};

/**
 * Rows that joined one that is registered by now, and rows that are a registered asset with another number, leave their number with it.
 * A row that was plainly new when its file was written is in no plan: it is known by what it made.
 */
export const keepMergedAliases = async (connection: Connection, importId: string): Promise<number> => {
  const { rows: staged, plan } = tablesOf(importId);
  return affected(
    connection,
    sql`with joined as (
          update ${plan} p set action = 'merged', asset_id = j.asset_id
          from (select m.row, coalesce(o.asset_id, made.id) as asset_id from ${plan} m left join ${plan} o on o.row = m.other_row
                  left join assets made on made.import_id = ${importId} and made.import_row = m.other_row
                where m.action = 'merge' and coalesce(o.asset_id, made.id) is not null) j
          where j.row = p.row returning p.row, p.asset_id)
        insert into asset_aliases (number, asset_id, source, reason, import_id, import_row)
        select s.given_number, j.asset_id, 'census', 'merged', ${importId}::bigint, s.row from joined j join ${staged} s using (row) where s.given_number is not null
        union all
        select s.given_number, p.asset_id, 'census', 'merged', ${importId}::bigint, s.row
        from ${plan} p join ${staged} s on s.row = p.row cross join lateral (select well_formed_number(s.given_number) as n offset 0) own
        where p.action in ('updated', 'unchanged', 'older', 'same') and s.given_number is distinct from p.asset_id and s.given_number is not null and p.asset_id is not null
          and not exists (select from assets a where a.id = own.n) and not exists (select from asset_aliases l where l.number = own.n and l.asset_id = p.asset_id)
        order by 6 on conflict do nothing`,
  );
};

/** The last row there is. */
export const lastRow = async (connection: Connection, importId: string): Promise<number> => {
  const { rows: staged } = tablesOf(importId);
  return (await oneRow<{ last: number }>(connection, sql`select coalesce(max(row), 0) as last from ${staged}`)).last;
};
