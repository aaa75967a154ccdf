import { rolesWith } from '#domain/access.ts';
import type { SendablePerson } from '#domain/contract/crew.ts';
import { affected, type Connection, rows, sql } from '../../sql.ts';
import { named } from '../named.ts';

/** The roles `r` by which people act for the unit `u`; a centre's people hold its place and not the centre. */
export const ofUnit = sql`(r.unit_id = u.id or (u.kind = 'centre' and r.place_code = u.place_code)) and r.role = any(${rolesWith('orders.act')}::text[])`;

/**
 * Whether the assignment `t` still has the person `w` who was sent: one who left the unit, or its work, is nobody's crew. What is over stays as it
 * was: the part that ended, and every part of an order that is over, since closing ends none.
 */
export const isStillCrew = sql`(t.ended_at is not null or exists (select from orders x where x.id = t.order_id and x.state in ('closed', 'void', 'merged')) or (w.active and exists (
  select from units u join person_roles r on ${ofUnit} where u.id = t.unit_id and r.person_id = w.id)))`;

/**
 * Who of a unit can be sent to an order, its crew first, each with how many jobs they were sent to that are not done: whoever acts for it, a
 * centre's people too, who hold its place and not the centre.
 */
export const listSendable = (connection: Connection, unitId: string): Promise<SendablePerson[]> =>
  rows(
    connection,
    sql`with own as (
          select r.person_id, bool_or(r.role = 'crew') as is_crew
          from units u join person_roles r on ${ofUnit} where u.id = ${unitId} group by r.person_id)
        select p.id, ${named(sql`p`)} as name, own.is_crew,
          (select count(*)::integer from assignments t join orders o on o.id = t.order_id join people w on w.id = t.crew_id and ${isStillCrew}
            where t.crew_id = p.id and t.ended_at is null and o.state in ('dispatched', 'signed', 'contacted', 'in_progress', 'paused')) as jobs
        from own join people p on p.id = own.person_id and p.active order by not own.is_crew, p.id`,
  );

/** Hands a unit's part in an order to one of its people. The caller holds the order's lock. @returns how many parts: none where the unit has none */
export const saveCrew = (
  connection: Connection,
  { orderId, unitId, personId, at }: { readonly orderId: string; readonly unitId: string; readonly personId: string; readonly at: string },
): Promise<number> =>
  affected(
    connection,
    sql`update assignments set crew_id = ${personId}, crew_sent_at = ${at}
        where order_id = ${orderId} and unit_id = ${unitId} and part in ('accountable', 'fallback') and ended_at is null`,
  );
