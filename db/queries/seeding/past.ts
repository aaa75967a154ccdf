import { type Connection, rows, sql } from '#db/sql.ts';
import type { Acts } from '#domain/contract/dispatch-rules.ts';
import type { Name } from '#domain/contract/terms.ts';

/** An asset that a made-up report is about. */
export interface PastTarget {
  readonly id: string;
  readonly classCode: string;
  readonly className: Name;
  readonly lon: number;
  readonly lat: number;
  readonly districtCode: string;
  readonly streetCode: string;
  readonly settlement: 'town' | 'suburb';
  readonly address: string | null;
  readonly locationKind: string;
  readonly ownerId: string | null;
  readonly ownerConfidence: number;
  readonly maintainerId: string | null;
  /** Whose it really is, where the made-up city knows better than its registry. */
  readonly trueOwner: string | null;
}

export interface PastKind {
  readonly code: string;
  readonly name: string;
  readonly about: 'well' | 'asset' | 'none';
  readonly acts: Acts;
  readonly isHazard: boolean;
  readonly assetClasses: readonly string[];
}

export interface PastUnit {
  readonly id: string;
  readonly kind: 'trade' | 'road' | 'greening' | 'centre';
  readonly placeCode: string;
  readonly alsoPlaces: readonly string[];
  readonly active: boolean;
  readonly successorId: string | null;
  readonly name: string;
  readonly nameEn: string;
}

/** So many assets of the whole city, the same for the same city: those whose numbers fall so by a hash. */
export const listTargets = (connection: Connection, count: number, seed: number): Promise<PastTarget[]> =>
  rows(
    connection,
    sql`with drawn as (
          select id from assets where status in ('intact', 'damaged', 'missing')
            and abs(hashtextextended(id, ${seed}) % greatest(1, (select count(*) from assets) / ${count * 2}::bigint)) = 0
          order by hashtextextended(id, ${seed + 1}), id limit ${count})
        select a.id, a.class_code, jsonb_build_object('zh', c.name, 'en', c.name_en) as class_name, ST_X(a.geom) as lon, ST_Y(a.geom) as lat, a.district_code, a.street_code,
          p.settlement, a.address, a.location_kind, a.owner_id, a.owner_confidence, a.maintainer_id, t.owner_id as true_owner
        from drawn d join assets a on a.id = d.id join asset_classes c on c.code = a.class_code join places p on p.code = a.street_code
          left join demo_truths t on t.asset_id = a.id
        order by hashtextextended(a.id, ${seed + 1}), a.id`,
  );

export const listPastKinds = (connection: Connection): Promise<PastKind[]> =>
  rows(connection, sql`select code, name, about, acts, is_hazard, asset_classes from problem_kinds where not is_emergency order by sort, code`);

export const listPastUnits = (connection: Connection): Promise<PastUnit[]> =>
  rows(connection, sql`select id, kind, place_code, also_places, active, successor_id, name, name_en from units order by id`);

/** One made-up person a unit, who cannot sign in and is called by nobody. @returns the person of each unit */
export const insertPastStaff = async (connection: Connection, at: string): Promise<Map<string, string>> => {
  const staff = await rows<{ id: string; username: string }>(
    connection,
    sql`insert into people (username, password_hash, name, name_en, active, created_at)
        select 'made-up-' || id, '!', name || '（模拟）', name_en || ' (made up)', false, ${at} from units order by id returning id, username`,
  );
  return new Map(staff.map(({ id, username }) => [username.slice('made-up-'.length), id]));
};

/** What comes next has the next number: rows of a table were given theirs by hand, up to `last`. */
export const moveNumbersOn = async (connection: Connection, table: string, last: number): Promise<void> => {
  await rows(connection, sql`select setval(pg_get_serial_sequence(${table}, 'id'), ${last}::bigint)`);
};

export interface PastPhoto {
  readonly reportId: number | null;
  readonly orderId: number | null;
  readonly at: string;
  readonly personId: string | null;
  readonly shows: 'reply' | 'evidence' | 'secured' | null;
  readonly scene: string;
}

/** Photos of a few pictures that come again and again: without a fingerprint, so that none is taken for another's. */
export const insertPastPhotos = (
  connection: Connection,
  pictures: Readonly<Record<string, { readonly bytes: Buffer; readonly width: number; readonly height: number }>>,
  scenes: readonly string[],
  photos: readonly PastPhoto[],
): Promise<string[]> =>
  rows<{ id: string }>(
    connection,
    sql`insert into photos (report_id, order_id, uploaded_at, uploaded_by, shows, of_reply, width, height, bytes)
        select p."reportId", p."orderId", p.at, p."personId", p.shows, coalesce(p.shows = 'reply', false), s.width, s.height, s.bytes
        from jsonb_to_recordset(${JSON.stringify(photos)}::jsonb)
            as p ("reportId" bigint, "orderId" bigint, at timestamptz, "personId" bigint, shows text, scene text)
          join unnest(${[...scenes]}::text[], ${scenes.map((scene) => pictures[scene]?.width ?? 0)}::integer[], ${scenes.map((scene) => pictures[scene]?.height ?? 0)}::integer[],
            ${scenes.map((scene) => pictures[scene]?.bytes ?? null)}::bytea[]) as s (scene, width, height, bytes) on s.scene = p.scene
        returning id`,
  ).then((made) => made.map(({ id }) => id));

/** A well that nobody owns, and whose it really is. */
export interface PastOwnerless {
  readonly id: string;
  readonly districtCode: string;
  readonly streetCode: string;
  readonly trueOwner: string | null;
}

export const listPastOwnerless = (connection: Connection, count: number, seed: number): Promise<PastOwnerless[]> =>
  rows(
    connection,
    sql`select a.id, a.district_code, a.street_code, t.owner_id as true_owner
        from assets a join asset_classes c on c.code = a.class_code and c.is_well left join demo_truths t on t.asset_id = a.id
        where a.owner_id is null and a.merged_into is null and a.status <> 'removed' order by hashtextextended(a.id, ${seed}), a.id limit ${count}`,
  );
