import type { Reach } from '#domain/access.ts';
import { clean } from '#domain/asset-id.ts';
import type { PublicNotice } from '#domain/contract/ownership-notices.ts';
import type { Name } from '#domain/contract/terms.ts';
import type { NoticeOutcome } from '#domain/ownership-notice.ts';
import { affected, type Connection, escapeLike, firstRow, oneRow, rows, type Sql, sql } from '../../sql.ts';
import { named } from '../named.ts';
import { assetInReach } from '../reach.ts';

export interface NoticeRow extends Omit<PublicNotice, 'className'> {
  readonly className: Name;
  readonly isSensitive: boolean;
  readonly assetId: string;
  readonly note: string | null;
  readonly districtCode: string;
  readonly streetCode: string;
  /** The well is still nobody's and stands in no notice that runs. */
  readonly isLeft: boolean;
}

export interface NoticesWanted {
  /** waiting: claims wait for a decision, or the notice is over. */
  readonly state: 'open' | 'waiting' | 'settled';
  readonly assetId: string | null;
  readonly placeCode: string | null;
  /** Local date. */
  readonly today: string;
  /** The last id of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

const columns = sql`n.id, n.asset_id, ${named(sql`c`)} as class_name, c.is_sensitive, a.address, ${named(sql`s`)} as street, ${named(sql`d`)} as district,
  a.district_code, a.street_code, n.opened_at, n.ends_on, ${named(sql`k`)} as keeper, (select count(*)::integer from ownership_claims q where q.notice_id = n.id) as claim_count,
  n.outcome, n.settled_at, case when o.id is not null then ${named(sql`o`)} end as owner, n.note,
  a.owner_id is null and a.merged_into is null and a.status <> 'removed' and not exists (select from ownership_notices l where l.asset_id = a.id and l.outcome is null) as is_left`;
const joins = sql`join assets a on a.id = n.asset_id join asset_classes c on c.code = a.class_code join places s on s.code = a.street_code
  join places d on d.code = a.district_code join units k on k.id = n.keeper_id left join units o on o.id = n.owner_id`;

const inState = ({ state, today }: NoticesWanted): Sql => {
  if (state === 'settled') return sql`n.outcome is not null`;
  if (state === 'open') return sql`n.outcome is null`;
  return sql`n.outcome is null and (n.ends_on < ${today}::date or exists (select from ownership_claims w where w.notice_id = n.id and w.accepted is null))`;
};

/** One page of notices: running ones in the order in which they end, settled ones newest first. */
export const listNotices = (connection: Connection, wanted: NoticesWanted): Promise<NoticeRow[]> => {
  const { assetId, placeCode, after, limit } = wanted;
  const isDown = wanted.state === 'settled';
  return rows(
    connection,
    sql`select ${columns} from ownership_notices n ${joins}
        where ${assetId === null ? inState(wanted) : sql`n.asset_id = ${assetId}`}
          and (${placeCode}::text is null or a.district_code = ${placeCode} or a.street_code = ${placeCode} or exists (select from places p where p.code = ${placeCode} and p.kind = 'city'))
          and (${after}::bigint is null or ${isDown ? sql`n.id < ${after}::bigint` : sql`n.id > ${after}::bigint`})
        order by ${isDown ? sql`n.id desc` : sql`n.id`} limit ${limit}`,
  );
};

export const findNotice = (connection: Connection, id: string): Promise<NoticeRow | undefined> =>
  firstRow(connection, sql`select ${columns} from ownership_notices n ${joins} where n.id = ${id}`);

export interface ClaimRow {
  readonly id: string;
  readonly noticeId: string;
  readonly unit: { readonly id: string; readonly name: Name };
  readonly at: string;
  readonly note: string;
  readonly accepted: boolean | null;
  readonly decidedAt: string | null;
}

export const listClaims = (connection: Connection, noticeIds: readonly string[]): Promise<ClaimRow[]> =>
  rows(
    connection,
    sql`select q.id, q.notice_id, jsonb_build_object('id', u.id, 'name', ${named(sql`u`)}) as unit, q.at, q.note, q.accepted, q.decided_at
        from ownership_claims q join units u on u.id = q.unit_id where q.notice_id = any(${noticeIds}::bigint[]) order by q.id`,
  );

export const listClaimPhotos = (
  connection: Connection,
  noticeIds: readonly string[],
): Promise<{ id: string; claimId: string; width: number; height: number }[]> =>
  rows(
    connection,
    sql`select p.id, p.claim_id, p.width, p.height from photos p join ownership_claims q on q.id = p.claim_id
        where q.notice_id = any(${noticeIds}::bigint[]) order by p.uploaded_at, p.id`,
  );

/** A photo of a claim, and whose claim it is. */
export const findClaimPhoto = (connection: Connection, noticeId: string, photoId: string): Promise<{ bytes: Buffer; unitId: string } | undefined> =>
  firstRow(
    connection,
    sql`select p.bytes, q.unit_id from photos p join ownership_claims q on q.id = p.claim_id where q.notice_id = ${noticeId} and p.id = ${photoId}::uuid`,
  );

export interface StepRow {
  readonly noticeId: string;
  readonly at: string;
  readonly step: string;
  readonly person: Name | null;
  readonly unit: Name | null;
  readonly note: string | null;
}

export const listSteps = (connection: Connection, noticeIds: readonly string[]): Promise<StepRow[]> =>
  rows(
    connection,
    sql`select t.notice_id, t.at, t.step, case when p.id is not null then ${named(sql`p`)} end as person, case when u.id is not null then ${named(sql`u`)} end as unit, t.note
        from ownership_steps t left join people p on p.id = t.person_id left join units u on u.id = t.unit_id
        where t.notice_id = any(${noticeIds}::bigint[]) order by t.id`,
  );

export interface NewStep {
  readonly noticeId: string;
  readonly at: string;
  readonly step: 'publish' | 'claim' | 'refuse' | 'remind' | 'confirm' | 'assign' | 'unowned' | 'withdraw';
  readonly personId: string | null;
  readonly unitId: string | null;
  readonly note: string | null;
}

export const insertStep = async (connection: Connection, s: NewStep): Promise<string> =>
  (
    await oneRow<{ id: string }>(
      connection,
      sql`insert into ownership_steps (notice_id, at, step, person_id, unit_id, note) values (${s.noticeId}, ${s.at}, ${s.step}, ${s.personId}, ${s.unitId}, ${s.note}) returning id`,
    )
  ).id;

export interface NewNotice {
  readonly assetId: string;
  readonly keeperId: string;
  readonly keptBefore: string | null;
  readonly openedAt: string;
  readonly endsOn: string;
  readonly dueAt: string;
  readonly note: string | null;
}

export const insertNotice = async (connection: Connection, n: NewNotice): Promise<string> =>
  (
    await oneRow<{ id: string }>(
      connection,
      sql`insert into ownership_notices (asset_id, keeper_id, kept_before, opened_at, ends_on, due_at, note)
          values (${n.assetId}, ${n.keeperId}, ${n.keptBefore}, ${n.openedAt}, ${n.endsOn}, ${n.dueAt}, ${n.note}) returning id`,
    )
  ).id;

export interface HeldNotice {
  readonly id: string;
  readonly assetId: string;
  readonly keeperId: string;
  readonly keptBefore: string | null;
  readonly outcome: NoticeOutcome | null;
  readonly endsOn: string;
  readonly claims: { readonly id: string; readonly unitId: string; readonly isPending: boolean }[];
}

const heldColumns = sql`n.id, n.asset_id, n.keeper_id, n.kept_before, n.outcome, n.ends_on,
  (select coalesce(jsonb_agg(jsonb_build_object('id', q.id::text, 'unitId', q.unit_id, 'isPending', q.accepted is null) order by q.id), '[]') from ownership_claims q where q.notice_id = n.id) as claims`;

/** A notice, held to the end of the transaction. Its claims are read by a second statement's view, after the wait for the lock. */
export const lockNotice = async (connection: Connection, id: string): Promise<HeldNotice | undefined> => {
  await affected(connection, sql`select 1 from ownership_notices where id = ${id} for no key update`);
  return firstRow(connection, sql`select ${heldColumns} from ownership_notices n where n.id = ${id}`);
};

/** The next notice that is due and that nobody else works on. */
export const takeDueNotice = (connection: Connection, now: string): Promise<{ id: string } | undefined> =>
  firstRow(
    connection,
    sql`select id from ownership_notices where outcome is null and due_at <= ${now} order by due_at, id limit 1 for no key update skip locked`,
  );

export const putOffNotice = (connection: Connection, id: string, dueAt: string): Promise<number> =>
  affected(connection, sql`update ownership_notices set due_at = ${dueAt} where id = ${id}`);

export const settleNotice = (connection: Connection, id: string, s: { outcome: NoticeOutcome; ownerId: string | null; at: string }): Promise<number> =>
  affected(connection, sql`update ownership_notices set outcome = ${s.outcome}, owner_id = ${s.ownerId}, settled_at = ${s.at}, due_at = null where id = ${id}`);

/** A claim with its evidence. @returns how many of the photos were free */
export const insertClaim = async (
  connection: Connection,
  c: { noticeId: string; unitId: string; personId: string; at: string; note: string; photoIds: readonly string[] },
): Promise<number> => {
  const { id } = await oneRow<{ id: string }>(
    connection,
    sql`insert into ownership_claims (notice_id, unit_id, person_id, at, note) values (${c.noticeId}, ${c.unitId}, ${c.personId}, ${c.at}, ${c.note}) returning id`,
  );
  return affected(
    connection,
    sql`update photos set claim_id = ${id}, position = null where id = any(${c.photoIds}::uuid[]) and report_id is null and order_id is null and claim_id is null
          and (uploaded_by is null or uploaded_by = ${c.personId})`,
  );
};

/** Decides one claim; with `others`, every claim that still waits was not the right one. */
export const decideClaims = (connection: Connection, noticeId: string, d: { claimId: string | null; accepted: boolean; at: string }): Promise<number> =>
  affected(
    connection,
    sql`update ownership_claims set decided_at = ${d.at}, accepted = ${d.accepted}
        where notice_id = ${noticeId} and accepted is null and (${d.claimId}::bigint is null or id = ${d.claimId}::bigint)`,
  );

export const hasOpenNotice = async (connection: Connection, assetId: string): Promise<boolean> =>
  (await oneRow<{ is: boolean }>(connection, sql`select exists (select from ownership_notices where asset_id = ${assetId} and outcome is null) as is`)).is;

/** Wells that nobody owns and that stand in no notice, as the index of owners has them. @param q a part of the number, the address or the street; '' for any */
export const listOwnerless = (
  connection: Connection,
  reach: Reach,
  q: string,
  limit: number,
): Promise<{ assetId: string; className: Name; address: string | null; street: Name; isNoticed: boolean }[]> =>
  rows(
    connection,
    sql`select a.id as asset_id, ${named(sql`c`)} as class_name, a.address, ${named(sql`s`)} as street,
          exists (select from ownership_notices n where n.asset_id = a.id) as is_noticed
        from assets a join asset_classes c on c.code = a.class_code and c.is_well join places s on s.code = a.street_code
        where a.owner_id is null and a.merged_into is null and a.status <> 'removed' and ${assetInReach(reach)}
          and not exists (select from ownership_notices n where n.asset_id = a.id and (n.outcome is null or n.outcome = 'unowned'))
          and (${q} = '' or (${clean(q)} <> '' and a.id like ${`%${escapeLike(clean(q))}%`}) or a.address ilike ${`%${escapeLike(q)}%`} or s.name ilike ${`%${escapeLike(q)}%`} or s.name_en ilike ${`%${escapeLike(q)}%`})
        order by a.id limit ${limit}`,
  );
