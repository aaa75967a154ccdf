import type { DerivingRules } from '#domain/hazards.ts';
import { affected, type Connection, firstRow, oneRow, rows, type Sql, sql } from '../../sql.ts';
import { silenceS } from '../imports/imports.ts';
import { derivedHazards } from './asset-edits.ts';

export interface HazardRound {
  /** It derives by the rules that were asked for. */
  readonly isOfRules: boolean;
  readonly seenAt: string;
  /** Null: its next pass waits. */
  readonly beganAt: string | null;
  readonly isLast: boolean;
  /** Assets up to this number stand as this pass left them. */
  readonly upto: string;
  readonly doneAt: string | null;
}

/** The round, held to the end of the transaction; undefined before there was one. */
export const holdHazardRound = (connection: Connection, rules: DerivingRules): Promise<HazardRound | undefined> =>
  firstRow(
    connection,
    sql`select rules = ${JSON.stringify(rules)}::jsonb as is_of_rules, seen_at, began_at, is_last, upto, done_at from hazard_rounds for update`,
  );

/** A round begins, in place of the one before. */
export const beginHazardRound = (connection: Connection, rules: DerivingRules, { at, isLast }: { at: string; isLast: boolean }): Promise<number> =>
  affected(
    connection,
    sql`insert into hazard_rounds (rules, seen_at, began_at, is_last) values (${JSON.stringify(rules)}::jsonb, ${at}, ${at}, ${isLast})
        on conflict (only_one) do update set rules = excluded.rules, seen_at = excluded.seen_at, began_at = excluded.began_at, is_last = excluded.is_last, upto = '', done_at = null`,
  );

/** All assets were laid by these rules: no round is needed. */
export const markHazardsDerived = (connection: Connection, rules: DerivingRules): Promise<number> =>
  affected(
    connection,
    sql`insert into hazard_rounds (rules, seen_at, began_at, is_last, done_at) values (${JSON.stringify(rules)}::jsonb, now(), now(), true, now())`,
  );

export const saveHazardRound = (connection: Connection, { beganAt, isLast, upto, doneAt }: Omit<HazardRound, 'isOfRules' | 'seenAt'>): Promise<number> =>
  affected(connection, sql`update hazard_rounds set began_at = ${beganAt}, is_last = ${isLast}, upto = ${upto}, done_at = ${doneAt}`);

/** Whether a census file is being written, which derives by the rules that stood when that began. */
export const isImportWriting = async (connection: Connection): Promise<boolean> =>
  (
    await oneRow<{ is: boolean }>(
      connection,
      sql`select exists (select from imports where state = 'applying' and heartbeat_at > clock_timestamp() - make_interval(secs => ${silenceS})) as is`,
    )
  ).is;

/** The last of the next `most` numbers; null: there are none. */
export const findNextEnd = async (connection: Connection, upto: string, most: number): Promise<string | null> =>
  (await oneRow<{ end: string | null }>(connection, sql`select max(id) as end from (select id from assets where id > ${upto} order by id limit ${most}) next`))
    .end;

/** A statement of fewer than 500 rows counts nothing in the search's dictionaries (note_asset_dictionaries), whose other entries stay as they are. */
const atOnce = 400;

const facet = (hazards: 'was' | 'hazards') =>
  sql`asset_facet(a.street_code, a.district_code, a.class_code, a.owner_id, a.maintainer_id, a.authority_id, a.status, ${hazards === 'was' ? sql`a.hazards` : sql`d.hazards`})`;

/**
 * Holds what a search believes of the combinations that assets stand in and will stand in, in the order of their keys; those that there are
 * not yet are made here with no assets. Were they made by the update of an asset, as a load makes them, a load and a round would each hold
 * a row that the other waits for.
 */
const holdFacets = (connection: Connection, ids: readonly string[], derived: Sql): Promise<{ key: string; counted: number }[]> =>
  rows(
    connection,
    sql`insert into asset_facets as f (key, street_code, district_code, class_code, owner_id, maintainer_id, authority_id, status, hazards, counted, first_prefix, last_prefix)
        select asset_facet(a.street_code, a.district_code, a.class_code, a.owner_id, a.maintainer_id, a.authority_id, a.status, h.hazards) as key,
          a.street_code, a.district_code, a.class_code, a.owner_id, a.maintainer_id, a.authority_id, a.status, h.hazards, 0, left(min(a.id), 10), left(max(a.id), 10)
        from assets a cross join lateral (values (a.hazards), (${derived})) h (hazards) where a.id = any (${[...ids]}) group by 2, 3, 4, 5, 6, 7, 8, 9 order by 1
        on conflict (key) do update set first_prefix = least(f.first_prefix, excluded.first_prefix), last_prefix = greatest(f.last_prefix, excluded.last_prefix)
        returning key::text, counted`,
  );

/**
 * Derives the hazards of a stretch of assets anew; what says the same is not written. What a search believes of its combinations is moved along
 * with them: their rows are held in the order of their keys, as everybody takes them. @returns how many were changed
 */
export const deriveStretch = async (connection: Connection, rules: DerivingRules, { after, upto }: { after: string; upto: string }): Promise<number> => {
  const derived = derivedHazards(rules);
  const moved = await rows<{ id: string; was: string; becomes: string }>(
    connection,
    sql`with held as materialized (select a.* from assets a where a.id > ${after} and a.id <= ${upto} and a.hazards is distinct from ${derived} order by a.id for no key update)
        select a.id, ${facet('was')}::text as was, ${facet('hazards')}::text as becomes from held a cross join lateral (select ${derived} as hazards) d`,
  );
  if (moved.length === 0) return 0;
  const change = new Map<string, number>();
  for (const { was, becomes } of moved) {
    change.set(was, (change.get(was) ?? 0) - 1);
    change.set(becomes, (change.get(becomes) ?? 0) + 1);
  }
  const before = await holdFacets(
    connection,
    moved.map(({ id }) => id),
    derived,
  );
  for (let i = 0; i < moved.length; i += atOnce)
    await affected(connection, sql`update assets a set hazards = ${derived} where a.id = any (${moved.slice(i, i + atOnce).map(({ id }) => id)})`);
  const counted = [...change.keys()].map((key) => ({
    key,
    counted: Math.max(0, (before.find((one) => one.key === key)?.counted ?? 0) + (change.get(key) ?? 0)),
  }));
  await affected(
    connection,
    sql`update asset_facets f set counted = c.counted from jsonb_to_recordset(${JSON.stringify(counted)}::jsonb) as c (key bigint, counted integer) where f.key = c.key`,
  );
  return moved.length;
};
