import type { DispatchCase } from '#domain/contract/dispatch-rules.ts';
import type { SupervisingBody } from '#domain/contract/terms.ts';
import { affected, type Connection, firstRow, oneRow, type Sql, sql } from '../../sql.ts';

const update = (connection: Connection, id: string, set: Sql): Promise<number> => affected(connection, sql`update orders set ${set} where id = ${id}`);

export const saveTimeAsked = (connection: Connection, id: string, at: string, by: string): Promise<number> =>
  update(connection, id, sql`time_asked_at = ${at}, time_asked_by = ${by}`);

/** @param grantedAt null: refused */
export const saveTimeAnswered = (connection: Connection, id: string, grantedAt: string | null): Promise<number> =>
  update(connection, id, sql`time_asked_at = null, time_asked_by = null, time_granted_at = coalesce(${grantedAt}::timestamptz, time_granted_at)`);

/** @param resumesOn local date */
export const savePauseAsked = (connection: Connection, id: string, at: string, by: string, resumesOn: string): Promise<number> =>
  update(connection, id, sql`pause_asked_at = ${at}, pause_asked_by = ${by}, resumes_on = ${resumesOn}`);

export const savePauseRefused = (connection: Connection, id: string): Promise<number> =>
  update(connection, id, sql`pause_asked_at = null, pause_asked_by = null, resumes_on = null`);

/** It is paused from now on until the day that was asked for. */
export const savePauseGranted = (connection: Connection, id: string): Promise<number> =>
  update(connection, id, sql`pause_asked_at = null, pause_asked_by = null`);

/** A paused order goes on. */
export const saveResumed = (connection: Connection, id: string): Promise<number> =>
  update(connection, id, sql`state = 'in_progress', paused_at = null, resumes_on = null, version = version + case when state = 'paused' then 1 else 0 end`);

/** Whoever has it next begins without the requests of who had it before. */
export const clearRequests = (connection: Connection, id: string): Promise<number> =>
  update(connection, id, sql`time_asked_at = null, time_asked_by = null, pause_asked_at = null, pause_asked_by = null, resumes_on = null`);

export const saveSupervised = (connection: Connection, id: string, at: string, bodies: readonly SupervisingBody[]): Promise<number> =>
  update(connection, id, sql`supervised_at = ${at}, supervised_by = ${bodies}`);

export const saveDocketed = (connection: Connection, id: string, at: string | null): Promise<number> => update(connection, id, sql`docketed_at = ${at}`);

/**
 * The order lies with another place's handling centre from now on: its street, or of a district the street that is nearest.
 * @returns the codes of the new place; undefined: that was dissolved meanwhile
 */
export const moveToPlaceOf = (connection: Connection, id: string, centreId: string): Promise<{ districtCode: string; streetCode: string } | undefined> =>
  firstRow(
    connection,
    sql`with centre as (select p.code, p.kind, p.parent_code from units u join places p on p.code = u.place_code where u.id = ${centreId}),
          street as (
            select s.code, s.parent_code from centre c join places s on s.kind = 'street' and s.retired_on is null and (s.code = c.code or s.parent_code = c.code or c.kind = 'city'),
              orders o join incidents i on i.id = o.incident_id
            where o.id = ${id} order by s.geom <-> i.geom, s.code limit 1),
          moved as (update orders o set street_code = s.code, district_code = s.parent_code from street s where o.id = ${id} returning o.incident_id, o.district_code, o.street_code),
          incident as (update incidents i set district_code = m.district_code, street_code = m.street_code from moved m where i.id = m.incident_id)
        select district_code, street_code from moved`,
  );

/** What the rules went by when an order was first sent; null: it is older than they are. */
export const getDispatchCase = async (connection: Connection, id: string): Promise<DispatchCase | null> =>
  (await oneRow<{ of: DispatchCase | null }>(connection, sql`select dispatch_case as of from orders where id = ${id}`)).of;

export const saveFallbacks = (connection: Connection, id: string, unitIds: readonly string[]): Promise<number> =>
  update(connection, id, sql`fallback_unit_ids = ${[...unitIds]}::text[]`);
