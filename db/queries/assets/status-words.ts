import type { StatusWord } from '#domain/asset-status.ts';
import type { AssetSource } from '#domain/contract/assets.ts';
import type { AssetStatus } from '#domain/contract/terms.ts';
import { affected, type Connection, firstRow, sql } from '../../sql.ts';

export interface Reply {
  readonly repliedAt: string;
  readonly replied: AssetStatus | null;
  /** What its kind of problem leaves an asset in. */
  readonly kind: AssetStatus | null;
  readonly personId: string | null;
  readonly reply: string | null;
}

/** What the unit's last reply said of the asset's status, by whom and when; undefined where nobody replied. */
export const findReply = (connection: Connection, orderId: string): Promise<Reply | undefined> =>
  firstRow(
    connection,
    sql`select e.at as replied_at, e.details ->> 'assetStatus' as replied, k.asset_status as kind, e.person_id, e.note as reply
        from order_events e join orders o on o.id = e.order_id join problem_kinds k on k.code = o.problem_kind
        where e.order_id = ${orderId} and e.action = 'resolve' order by e.id desc limit 1`,
  );

export interface OtherWord extends StatusWord {
  readonly source: AssetSource;
  readonly personId: string | null;
}

/** The latest status that was said of an asset outside an order since that order was opened; another order's counts from its reply on. */
export const findOtherWord = (connection: Connection, assetId: string, orderId: string): Promise<OtherWord | undefined> =>
  firstRow(
    connection,
    sql`with said as (
          select e.id, e.changes #>> '{status,1}' as status, e.source, e.person_id,
            coalesce((select max(r.at) from order_events r where r.order_id = e.order_id and r.action = 'resolve'), e.at) as at
          from asset_events e join orders o on o.id = ${orderId}
          where e.asset_id = ${assetId} and e.changes ? 'status' and e.action <> 'status_passed' and e.at >= o.opened_at and e.order_id is distinct from o.id)
        select said.status, said.source, said.person_id, said.at from said order by said.at desc, said.id desc limit 1`,
  );

export interface PassedWord {
  readonly assetId: string;
  readonly orderId: string;
  readonly at: string;
  /** Whose word it was. */
  readonly personId: string | null;
  readonly source: AssetSource;
  readonly passed: AssetStatus;
  readonly stands: AssetStatus;
  readonly note: string | null;
}

/** Writes down in the asset's history the word that a later one passed over. */
export const insertPassedWord = (connection: Connection, w: PassedWord): Promise<number> =>
  affected(
    connection,
    sql`insert into asset_events (asset_id, at, person_id, action, source, changes, note, order_id)
        values (${w.assetId}, ${w.at}, ${w.personId}, 'status_passed', ${w.source}, ${JSON.stringify({ status: [w.passed, w.stands] })}, ${w.note}, ${w.orderId})`,
  );
