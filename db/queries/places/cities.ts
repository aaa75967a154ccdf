import type { CalendarYear } from '#domain/calendar-year.ts';
import type { AssetClass, City, ProblemKind } from '#domain/contract/city.ts';
import { affected, type Connection, firstRow, rows, sql } from '../../sql.ts';

export interface CityRow {
  readonly code: string;
  readonly name: City['name'];
  readonly timeZone: string;
  readonly centre: City['centre'];
  readonly bounds: City['bounds'];
  readonly isDemo: boolean;
  /** As the city folder's city.json gives them. */
  readonly settings: {
    readonly hotline?: string;
    readonly emergencyNumbers?: readonly { readonly number: string; readonly name: string; readonly nameEn: string }[];
    readonly basemapStyleUrl?: string | null;
    readonly hazards?: unknown;
  };
}

/** The one city; undefined before it was seeded. */
export const findCity = (connection: Connection): Promise<CityRow | undefined> =>
  firstRow(
    connection,
    sql`select code, jsonb_build_object('zh', name, 'en', name_en) as name, time_zone,
          jsonb_build_object('lon', st_x(centre), 'lat', st_y(centre)) as centre,
          jsonb_build_array(st_xmin(boundary::box3d), st_ymin(boundary::box3d), st_xmax(boundary::box3d), st_ymax(boundary::box3d)) as bounds,
          demo as is_demo, settings
        from city`,
  );

export const listProblemKinds = (connection: Connection): Promise<ProblemKind[]> =>
  rows(
    connection,
    sql`select code, jsonb_build_object('zh', name, 'en', name_en) as name, about, asset_classes, is_hazard, is_emergency from problem_kinds order by sort, code`,
  );

export const listAssetClasses = (connection: Connection): Promise<AssetClass[]> =>
  rows(connection, sql`select code, jsonb_build_object('zh', name, 'en', name_en) as name, is_well, is_sensitive from asset_classes order by code`);

/** Scheme and host of the city's own basemap style; null when it has none. */
export const findBasemapOrigin = async (connection: Connection): Promise<string | null> => {
  const row = await firstRow<{ url: string | null }>(connection, sql`select settings ->> 'basemapStyleUrl' as url from city`);
  return row?.url && URL.canParse(row.url) ? new URL(row.url).origin : null;
};

/** Keeps a year's working days with the city's settings. */
export const saveCalendarYear = (connection: Connection, { year, rest, makeUp }: CalendarYear): Promise<number> =>
  affected(
    connection,
    sql`update city set settings = settings || jsonb_build_object('calendarYears',
          coalesce(settings -> 'calendarYears', '{}') || jsonb_build_object(${year}::text, ${JSON.stringify({ rest, makeUp })}::jsonb))`,
  );
