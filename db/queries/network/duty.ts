import type { DutyReply, DutyShift } from '#domain/contract/calls.ts';
import type { Name } from '#domain/contract/terms.ts';
import { affected, type Connection, firstRow, rows, sql } from '../../sql.ts';

export interface RosterUnit {
  readonly id: string;
  readonly kind: 'trade' | 'road' | 'greening' | 'centre';
  readonly placeCode: string;
  readonly parentCode: string | null;
}

/** An active unit, and where it is. */
export const findRosterUnit = (connection: Connection, unitId: string): Promise<RosterUnit | undefined> =>
  firstRow(
    connection,
    sql`select u.id, u.kind, u.place_code, p.parent_code from units u join places p on p.code = u.place_code where u.id = ${unitId} and u.active`,
  );

/** Who of a unit may be called: its crew, clerks, dispatchers and leaders. */
export const listCallable = (connection: Connection, unitId: string): Promise<{ id: string; name: Name; role: string }[]> =>
  rows<DutyReply['people'][number]>(
    connection,
    sql`select p.id, jsonb_build_object('zh', p.name, 'en', p.name_en) as name, min(r.role) as role
        from units u join person_roles r on r.unit_id = u.id or (u.kind = 'centre' and r.place_code = u.place_code) join people p on p.id = r.person_id and p.active
        where u.id = ${unitId} and r.role in ('crew', 'clerk', 'dispatcher', 'leader') group by p.id order by p.id`,
  );

export const listShifts = (connection: Connection, unitId: string): Promise<DutyShift[]> =>
  rows(
    connection,
    sql`select person_id, weekdays, to_char(from_time, 'HH24:MI') as from_time, case when to_time = '24:00' then '24:00' else to_char(to_time, 'HH24:MI') end as to_time, rank
        from duty_shifts where unit_id = ${unitId} order by rank, id`,
  );

/** Holds a unit that goes on against who sets its roster too, and who ends it, to the end of the transaction. @returns false where it has ended */
export const holdRoster = async (connection: Connection, unitId: string): Promise<boolean> =>
  (await firstRow(connection, sql`select id from units where id = ${unitId} and active for no key update`)) !== undefined;

/** Sets a unit's roster whole, the old one gone. The caller holds the unit, and has seen that the old one is what its person saw. */
export const replaceShifts = async (connection: Connection, unitId: string, shifts: readonly DutyShift[]): Promise<void> => {
  await affected(connection, sql`delete from duty_shifts where unit_id = ${unitId}`);
  await affected(
    connection,
    sql`insert into duty_shifts (unit_id, person_id, weekdays, from_time, to_time, rank)
        select ${unitId}, s."personId", array(select jsonb_array_elements_text(s.weekdays)::integer), s."fromTime", s."toTime", s.rank
        from jsonb_to_recordset(${JSON.stringify(shifts)}::jsonb) as s ("personId" bigint, weekdays jsonb, "fromTime" time, "toTime" time, rank integer)`,
  );
};
