import type { Reach } from '#domain/access.ts';
import type { AssetStatus } from '#domain/contract/terms.ts';
import { type Connection, join, rows, type Sql, sql } from '../../sql.ts';
import { assetKeptInReach } from '../reach.ts';

/** What to print plates of; at least ids, a place or an owner. */
export interface PlateFilter {
  readonly ids?: readonly string[] | undefined;
  /** District or street. */
  readonly placeCode?: string | undefined;
  readonly ownerId?: string | undefined;
  readonly classCode?: string | undefined;
  readonly status?: AssetStatus | undefined;
}

export interface PlateRow {
  readonly id: string;
  readonly class: string;
  readonly owner: string | null;
  readonly district: string;
  readonly street: string;
  readonly road: string | null;
  readonly address: string | null;
}

// A district is asked for by its streets: they have the index.
const inPlace = (code: string): Sql =>
  code.length === 6 ? sql`a.street_code = any(array(select code from places where parent_code = ${code}))` : sql`a.street_code = ${code}`;

/** The living among those chosen: merged ones never, removed ones only when asked for. */
const chosen = (reach: Reach, { ids, placeCode, ownerId, classCode, status }: PlateFilter): Sql =>
  join(
    [
      assetKeptInReach(reach),
      sql`a.merged_into is null`,
      ids ? sql`a.id = any(${ids})` : status ? sql`a.status = ${status}` : sql`a.status <> 'removed'`,
      ...(placeCode ? [inPlace(placeCode)] : []),
      ...(ownerId ? [sql`a.owner_id = ${ownerId}`] : []),
      ...(classCode ? [sql`a.class_code = ${classCode}`] : []),
    ],
    sql` and `,
  );

/** The words of the plates of a selection after a number, by number. */
export const listPlates = (connection: Connection, reach: Reach, filter: PlateFilter, after: string | null, limit: number): Promise<PlateRow[]> =>
  rows(
    connection,
    sql`select a.id, c.name as class, o.name as owner, d.name as district, s.name as street, r.name as road, a.address
        from assets a join asset_classes c on c.code = a.class_code join places d on d.code = a.district_code join places s on s.code = a.street_code
          left join units o on o.id = a.owner_id left join roads r on r.id = a.road_id
        where ${chosen(reach, filter)} and a.id > ${after ?? ''} order by a.id limit ${limit}`,
  );

export interface PartRow {
  readonly first: string;
  readonly last: string;
  readonly plates: number;
}

/** The selection cut into parts of `size` plates, by number; looks at `most` + 1 of them and no further. */
export const listPlateParts = (connection: Connection, reach: Reach, filter: PlateFilter, size: number, most: number): Promise<PartRow[]> =>
  rows(
    connection,
    sql`with picked as (select a.id from assets a where ${chosen(reach, filter)} limit ${most + 1}),
          counted as (select id, (row_number() over (order by id) - 1) / ${size}::integer as part from picked)
        select min(id) as first, max(id) as last, count(*)::integer as plates from counted group by part order by part`,
  );
