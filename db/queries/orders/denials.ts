import type { Name } from '#domain/contract/terms.ts';
import { affected, type Connection, firstRow, rows, sql } from '../../sql.ts';

export interface NewDenial {
  readonly orderId: string;
  readonly unitId: string;
  readonly assetId: string | null;
  readonly personId: string;
  readonly at: string;
  readonly note: string;
}

/** Keeps a denial; a unit that denies the same order again is one denial, its last words kept. */
export const insertDenial = (connection: Connection, d: NewDenial): Promise<number> =>
  affected(
    connection,
    sql`insert into denials (order_id, unit_id, asset_id, person_id, at, note)
        values (${d.orderId}, ${d.unitId}, ${d.assetId}, ${d.personId}, ${d.at}, ${d.note})
        on conflict (order_id, unit_id) do update set at = excluded.at, note = excluded.note, person_id = excluded.person_id, decided_at = null, upheld = null`,
  );

/** The units that denied an order, the first one first. */
export const listDeniers = async (connection: Connection, orderId: string): Promise<string[]> =>
  (await rows<{ unitId: string }>(connection, sql`select unit_id from denials where order_id = ${orderId} order by id`)).map(({ unitId }) => unitId);

/** It was decided whose it is: every other unit was right to deny it. */
export const decideDenials = (connection: Connection, orderId: string, ownerId: string, at: string): Promise<number> =>
  affected(connection, sql`update denials set decided_at = ${at}, upheld = unit_id <> ${ownerId} where order_id = ${orderId}`);

export interface DenialRow {
  readonly unit: { readonly id: string; readonly name: Name };
  readonly at: string;
  readonly note: string;
  readonly upheld: boolean | null;
}

export const listDenials = (connection: Connection, orderId: string): Promise<DenialRow[]> =>
  rows(
    connection,
    sql`select jsonb_build_object('id', u.id, 'name', jsonb_build_object('zh', u.name, 'en', u.name_en)) as unit, d.at, d.note, d.upheld
        from denials d join units u on u.id = d.unit_id where d.order_id = ${orderId} order by d.id`,
  );

/** The candidates of an order's first report, as they were told. */
export const listToldCandidates = async (connection: Connection, orderId: string): Promise<{ ownerId: string | null; probability: number }[]> =>
  rows(
    connection,
    sql`with first as (select r.match_candidates from reports r join orders o on o.incident_id = r.incident_id where o.id = ${orderId} order by r.received_at, r.id limit 1)
        select c ->> 'ownerId' as owner_id, (c ->> 'probability')::float8 as probability from first, jsonb_array_elements(first.match_candidates) c`,
  );

/** Whose the twenty nearest assets of an asset's class within about 150 m are, by their share; itself left out. */
export const listLineOwners = (connection: Connection, assetId: string): Promise<{ ownerId: string | null; probability: number }[]> =>
  rows(
    connection,
    sql`with own as (select id, class_code, geom from assets where id = ${assetId}),
          near as (select a.owner_id from own, lateral (
            select n.owner_id from assets n where n.geom && ST_Expand(own.geom, 0.0015) and n.class_code = own.class_code and n.id <> own.id and n.merged_into is null
            order by n.geom <-> own.geom limit 20) a)
        select owner_id, (count(*)::float8 / sum(count(*)) over ())::float8 as probability from near group by owner_id`,
  );

export interface OwnershipRow {
  readonly ownerId: string | null;
  readonly ownerConfidence: number;
  readonly ownerEvidence: string;
}

/** What the registry believes of an asset's owner, its row held to the end of the transaction. */
export const lockOwnership = (connection: Connection, assetId: string): Promise<OwnershipRow | undefined> =>
  firstRow(connection, sql`select owner_id, owner_confidence::float8 as owner_confidence, owner_evidence from assets where id = ${assetId} for no key update`);

export interface OwnershipChange {
  readonly assetId: string;
  readonly orderId: string;
  readonly personId: string;
  readonly at: string;
  /** Local date. */
  readonly on: string;
  readonly before: OwnershipRow;
  readonly after: OwnershipRow;
  readonly note: string | null;
}

/** Writes what an order taught about an asset's owner, and its event. Whoever maintained it as its owner does so no longer; an agreed maintainer stays. */
export const saveOwnership = async (connection: Connection, c: OwnershipChange): Promise<void> => {
  const { before, after } = c;
  const changes = Object.fromEntries(
    (['ownerId', 'ownerConfidence', 'ownerEvidence'] as const).flatMap((k) => (before[k] === after[k] ? [] : [[k, [before[k], after[k]]]])),
  );
  // The event first: it tells the version that the change makes.
  await affected(
    connection,
    sql`insert into asset_events (asset_id, at, person_id, action, source, changes, note, order_id, version)
        select id, ${c.at}::timestamptz, ${c.personId}::bigint, 'owner', 'order', ${JSON.stringify(changes)}::jsonb, ${c.note}, ${c.orderId}::bigint, version + 1 from assets where id = ${c.assetId}`,
  );
  await affected(
    connection,
    sql`update assets set version = version + 1, owner_id = ${after.ownerId}, owner_confidence = ${after.ownerConfidence}, owner_evidence = ${after.ownerEvidence},
          maintainer_id = case when maintainer_id = ${before.ownerId} then ${after.ownerId} else maintainer_id end, changed_on = ${c.on} where id = ${c.assetId}`,
  );
};
