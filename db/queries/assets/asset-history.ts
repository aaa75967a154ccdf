import { type Sql, sql } from '../../sql.ts';

/**
 * Assets as they stood at a moment, to stand in a query in place of `assets`: the present rows that stood already, and the superseded
 * ones that stood then. @param within what bounds both, given the number and the point of a row
 */
export const assetsAt = (at: string, within: (number: Sql, point: Sql) => Sql): Sql => sql`(
  select n.* from assets n where n.recorded_at <= ${at}::timestamptz and ${within(sql`n.id`, sql`n.geom`)}
  union all
  select p.* from asset_versions v cross join lateral jsonb_populate_record(null::assets, v.row || jsonb_build_object('geom', v.geom::text)) p
  where v.valid_from <= ${at}::timestamptz and v.valid_to > ${at}::timestamptz and ${within(sql`v.asset_id`, sql`v.geom`)})`;

/** Every cover that an asset ever had, as recorded now: the one that is on and those taken off have an index each. */
export const coversOf = (assetId: Sql): Sql => sql`(
  select * from covers where asset_id = ${assetId} and removed_on is null union all select * from covers where asset_id = ${assetId} and removed_on is not null)`;

/**
 * An asset's covers as recorded at a moment; one that came off later is on. A cover may have been recorded as off with its date alone
 * (a census): then the date decides.
 */
export const coversAt = (at: string, assetId: Sql): Sql => sql`(
  select id, asset_id, shape, size_mm, material, load_class, lettering, maker, fitted_on, clear_opening_mm, width_mm, bolted, vented, smart_sensor, level_difference_mm,
    case when removed_on <= (${at}::timestamptz at time zone (select time_zone from city))::date then removed_on end as removed_on,
    case when removed_on <= (${at}::timestamptz at time zone (select time_zone from city))::date then removed_reason end as removed_reason
  from (
    select k.* from ${coversOf(assetId)} k where k.recorded_at <= ${at}::timestamptz
    union all
    select p.* from cover_versions v cross join lateral jsonb_populate_record(null::covers, v.row) p
    where v.asset_id = ${assetId} and v.valid_from <= ${at}::timestamptz and v.valid_to > ${at}::timestamptz
  ) recorded)`;
