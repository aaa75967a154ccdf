import type { Preferences } from '#domain/contract/preferences.ts';
import { affected, type Connection, rows, sql } from '../../sql.ts';

/** What a person chose; null when they never did. */
export const findPreferences = async (connection: Connection, personId: string): Promise<Partial<Preferences> | null> => {
  const [found] = await rows<{ value: Partial<Preferences> }>(connection, sql`select value from preferences where person_id = ${personId}`);
  return found?.value ?? null;
};

export const savePreferences = (connection: Connection, personId: string, value: Preferences): Promise<number> =>
  affected(
    connection,
    sql`insert into preferences (person_id, value) values (${personId}, ${JSON.stringify(value)}::jsonb) on conflict (person_id) do update set value = excluded.value`,
  );
