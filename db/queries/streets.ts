import type { Name } from '#domain/contract/terms.ts';
import { type Connection, rows, sql } from '../sql.ts';

/** The city's streets and towns of today with their districts, a few hundred. */
export const listStreets = (connection: Connection): Promise<{ code: string; name: Name; districtCode: string }[]> =>
  rows(
    connection,
    sql`select code, jsonb_build_object('zh', name, 'en', coalesce(name_en, name)) as name, parent_code as district_code
        from places where kind = 'street' and retired_on is null order by code`,
  );
