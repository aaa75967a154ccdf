import type { NumberChange } from '#domain/city-numbers.ts';
import type { Name } from '#domain/contract/terms.ts';
import { affected, type Connection, oneRow, rows, sql } from '../../sql.ts';
import { named } from '../named.ts';

/** The city's settings, held to the end of the transaction. */
export const lockCitySettings = async (connection: Connection): Promise<Readonly<Record<string, unknown>>> =>
  (await oneRow<{ settings: Readonly<Record<string, unknown>> }>(connection, sql`select settings from city for update`)).settings;

export const mergeCitySettings = (connection: Connection, patch: Readonly<Record<string, unknown>>): Promise<number> =>
  affected(connection, sql`update city set settings = settings || ${JSON.stringify(patch)}::jsonb`);

export const insertSettingChanges = (connection: Connection, c: { personId: string; at: string; changes: readonly NumberChange[] }): Promise<number> =>
  affected(
    connection,
    sql`insert into setting_changes (at, person_id, name, value_before, value_after)
        select ${c.at}, ${c.personId}, x.name, x.was, x.value from jsonb_to_recordset(${JSON.stringify(c.changes)}::jsonb) as x (name text, was integer, value integer)`,
  );

/** The latest changes, newest first. */
export const listSettingChanges = (connection: Connection): Promise<{ at: string; person: Name; name: string; before: number; after: number }[]> =>
  rows(
    connection,
    sql`select s.at, ${named(sql`p`)} as person, s.name, s.value_before as before, s.value_after as after
        from setting_changes s join people p on p.id = s.person_id order by s.id desc limit 20`,
  );
