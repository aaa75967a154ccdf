import type { Name } from '#domain/contract/terms.ts';
import { type Connection, rows, sql } from '../../sql.ts';

/** The city's streets and towns of today with their districts, a few hundred. */
export const listStreets = (connection: Connection): Promise<{ code: string; name: Name; districtCode: string }[]> =>
  rows(
    connection,
    sql`select code, jsonb_build_object('zh', name, 'en', coalesce(name_en, name)) as name, parent_code as district_code
        from places where kind = 'street' and retired_on is null order by code`,
  );

/** Districts and streets of today, each district before its streets. */
export const listDistrictsAndStreets = (connection: Connection): Promise<{ code: string; name: Name }[]> =>
  rows(
    connection,
    sql`select code, jsonb_build_object('zh', name, 'en', coalesce(name_en, name)) as name
        from places where kind in ('district', 'street') and retired_on is null order by code`,
  );
