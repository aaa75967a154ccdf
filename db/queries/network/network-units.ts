import type { NetworkUnit, UnitLine } from '#domain/contract/network-units.ts';
import type { HeldPlace, HeldUnit, UnitChange, UnitForm, UnitKind, UnitLevel } from '#domain/unit-edit.ts';
import { affected, type Connection, escapeLike, firstRow, rows, sql } from '../../sql.ts';
import { named } from '../named.ts';

const place = sql`jsonb_build_object('code', p.code, 'name', ${named(sql`p`)})`;
const successor = sql`case when s.id is not null then jsonb_build_object('id', s.id, 'name', ${named(sql`s`)}) end`;

/** Units by a word, a kind; those that ended stand last. */
export const listNetworkUnits = (
  connection: Connection,
  { q, kind, ended, limit }: { q: string; kind: UnitKind | null; ended: boolean; limit: number },
): Promise<UnitLine[]> => {
  const like = q === '' ? null : `%${escapeLike(q)}%`;
  return rows(
    connection,
    sql`select u.id, u.kind, ${named(sql`u`)} as name, ${place} as place, u.active, ${successor} as successor
        from units u join places p on p.code = u.place_code left join units s on s.id = u.successor_id
        where (u.active or ${ended}) and (${kind}::text is null or u.kind = ${kind})
          and (${like}::text is null or u.name ilike ${like} or u.name_en ilike ${like} or u.id ilike ${like} or p.name ilike ${like} or exists (select from unnest(u.words) w where w ilike ${like}))
        order by u.active desc, array_position(array['city', 'district', 'trade', 'street'], u.level), u.kind, u.id limit ${limit}`,
  );
};

export type UnitWhole = Omit<NetworkUnit, 'mayEdit' | 'changes'> & { readonly parentCode: string | null };

export const findNetworkUnit = (connection: Connection, id: string): Promise<UnitWhole | undefined> =>
  firstRow(
    connection,
    sql`select u.id, u.kind, u.level, ${named(sql`u`)} as name, ${place} as place, p.parent_code, u.words, u.phone, u.hours, u.active, u.version, ${successor} as successor,
          case when a.id is not null then jsonb_build_object('id', a.id, 'name', ${named(sql`a`)}) end as parent,
          coalesce((select jsonb_agg(${place} order by p.code) from places p where p.code = any (u.also_places)), '[]') as also_places,
          (select count(*)::integer from orders o where o.unit_id = u.id and o.state not in ('closed', 'void', 'merged')) as open_orders,
          (select count(*)::integer from duty_shifts d where d.unit_id = u.id) as shifts,
          exists (select from unit_endings e where e.unit_id = u.id and e.settled_at is null) as is_moving
        from units u join places p on p.code = u.place_code left join units a on a.id = u.parent_id left join units s on s.id = u.successor_id
        where u.id = ${id}`,
  );

/** What changed of a unit, and what the units and places are called whose codes stand in it. */
export const listUnitChanges = (connection: Connection, id: string): Promise<NetworkUnit['changes']> =>
  rows(
    connection,
    sql`select c.at, ${named(sql`p`)} as person, c.action, c.why, c.changes,
          (select coalesce(jsonb_agg(jsonb_build_object('code', n.code, 'name', n.name) order by n.code), '[]') from (
              select distinct w.code from jsonb_array_elements(c.changes) f, regexp_split_to_table((f ->> 'before') || ' ' || (f ->> 'after'), ' ') w (code)
              where f ->> 'field' in ('parentId', 'successorId', 'placeCode', 'alsoPlaces')) codes
            join (select id as code, ${named(sql`units`)} as name from units union all select code, ${named(sql`places`)} from places) n on n.code = codes.code) as names
        from unit_changes c join people p on p.id = c.person_id
        where c.unit_id = ${id} order by c.id desc limit 50`,
  );

export type LockedUnit = HeldUnit & UnitForm & { readonly level: UnitLevel; readonly version: number };

/** All units, held against whoever changes one: whether one fits depends on the others. Orders that name them are not kept waiting. */
export const lockUnits = (connection: Connection): Promise<LockedUnit[]> =>
  rows(
    connection,
    sql`select id, kind, level, ${named(sql`units`)} as name, place_code, parent_id, also_places, words, phone, hours, active, version from units order by id for no key update`,
  );

/**
 * Holds all units to the end of the transaction against whoever ends one, or a place by decree: they hold all of them before anything ends, and others who only
 * hold them so are not kept waiting. To be taken before any other row.
 */
export const holdUnits = (connection: Connection): Promise<unknown> =>
  rows(connection, sql`with held as (select id from units order by id for share) select count(*) from held`);

/** City, districts and streets that are not retired. */
export const listLivingPlaces = (connection: Connection): Promise<HeldPlace[]> =>
  rows(connection, sql`select code, kind, parent_code from places where kind in ('city', 'district', 'street') and retired_on is null order by code`);

const hoursOf = ({ hours }: UnitForm): string | null => hours && JSON.stringify(hours);

export const insertUnit = (connection: Connection, unit: UnitForm & { id: string; kind: UnitKind; level: UnitLevel }): Promise<number> =>
  affected(
    connection,
    sql`insert into units (id, kind, level, name, name_en, place_code, parent_id, also_places, words, phone, hours)
        values (${unit.id}, ${unit.kind}, ${unit.level}, ${unit.name.zh}, ${unit.name.en}, ${unit.placeCode}, ${unit.parentId}, ${[...unit.alsoPlaces]}::text[],
          ${[...unit.words]}::text[], ${unit.phone}, ${hoursOf(unit)}::jsonb)`,
  );

export const updateUnit = (connection: Connection, id: string, unit: UnitForm & { level: UnitLevel }): Promise<number> =>
  affected(
    connection,
    sql`update units set name = ${unit.name.zh}, name_en = ${unit.name.en}, level = ${unit.level}, place_code = ${unit.placeCode}, parent_id = ${unit.parentId},
          also_places = ${[...unit.alsoPlaces]}::text[], words = ${[...unit.words]}::text[], phone = ${unit.phone}, hours = ${hoursOf(unit)}::jsonb, version = version + 1
        where id = ${id}`,
  );

export interface NewUnitChange {
  readonly unitId: string;
  readonly at: string;
  readonly personId: string;
  readonly action: 'added' | 'changed' | 'closed';
  readonly version: number;
  readonly changes: readonly (UnitChange | { readonly field: string; readonly before: string; readonly after: string })[];
  readonly why: string;
}

export const insertUnitChange = (connection: Connection, c: NewUnitChange): Promise<number> =>
  affected(
    connection,
    sql`insert into unit_changes (unit_id, at, person_id, action, version, changes, why)
        values (${c.unitId}, ${c.at}, ${c.personId}, ${c.action}, ${c.version}, ${JSON.stringify(c.changes)}::jsonb, ${c.why})`,
  );
