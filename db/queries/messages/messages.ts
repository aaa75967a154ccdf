import type { Name, Role } from '#domain/contract/terms.ts';
import type { NoticeKind } from '#domain/notices.ts';
import { affected, type Connection, rows, sql } from '../../sql.ts';
import { named } from '../named.ts';

export type MessageChannel = 'email' | 'sms';

export interface TakenMessage {
  readonly id: string;
  readonly attempts: number;
  readonly kind: NoticeKind;
  readonly orderId: string | null;
  /** What the order is about, and whether it is a danger, as both stand now; null: it is about a public notice. */
  readonly problem: { readonly name: Name; readonly isHazard: boolean } | null;
  /** Where it is about no order. */
  readonly publicNoticeId: string | null;
  /** The well of that public notice, and who claims it where a claim is told of. */
  readonly assetId: string | null;
  readonly unit: Name | null;
  /** Which step of its order it tells of; null: it is about a public notice. */
  readonly action: string | null;
  /** Where it goes, as it stands now; null: there is no address any more. */
  readonly address: string | null;
  readonly language: 'zh' | 'en';
  readonly roles: readonly Role[];
  /** Failures of the channel in a row. */
  readonly failures: number;
}

/** Takes what is due of a channel for as long as `until`; nothing while the channel is paused. */
export const takeMessages = async (connection: Connection, channel: MessageChannel, now: string, until: string, limit: number): Promise<TakenMessage[]> =>
  rows(
    connection,
    sql`with stands as (select max(failures) as failures, max(paused_until) as paused_until from message_channels where channel = ${channel}),
        open as (select coalesce(failures, 0) as failures from stands where paused_until is null or paused_until <= ${now}),
        chosen as (select m.id from messages m where m.channel = ${channel} and m.state = 'waiting' and m.due_at <= ${now} and (m.taken_until is null or m.taken_until <= ${now})
            and exists (select from open) order by m.due_at, m.id limit ${limit} for update skip locked),
        taken as (update messages m set taken_until = ${until}, attempts = attempts + 1 from chosen where m.id = chosen.id returning m.id, m.attempts, m.notice_id)
        select t.id, t.attempts, n.kind, n.order_id, case when o.id is not null then jsonb_build_object('name', ${named(sql`k`)}, 'isHazard', o.is_hazard) end as problem, s.notice_id as public_notice_id, w.asset_id, case when u.id is not null then ${named(sql`u`)} end as unit, e.action, case when p.active then ${channel === 'email' ? sql`p.email` : sql`p.mobile`} end as address, p.language,
          array(select r.role from person_roles r where r.person_id = p.id) as roles, open.failures
        from taken t join notices n on n.id = t.notice_id join people p on p.id = n.person_id left join ownership_steps s on s.id = n.step_id
          left join ownership_notices w on w.id = s.notice_id left join units u on u.id = s.unit_id and s.step = 'claim' left join order_events e on e.id = n.event_id
          left join orders o on o.id = n.order_id left join problem_kinds k on k.code = o.problem_kind, open order by t.id`,
  );

export const markSent = async (connection: Connection, id: string, channel: MessageChannel, answer: string, now: string): Promise<void> => {
  await affected(connection, sql`update messages set state = 'arrived', taken_until = null, last_answer = ${answer}, ended_at = ${now} where id = ${id}`);
  await affected(connection, sql`update message_channels set failures = 0, paused_until = null where channel = ${channel} and failures > 0`);
};

/** One that was given up while it was being sent (its person may not read the order any more) stays so. @param nextAt null: it is given up */
export const markUnsent = (connection: Connection, id: string, answer: string, nextAt: string | null, now: string): Promise<number> =>
  affected(
    connection,
    sql`update messages set state = case when ${nextAt}::timestamptz is null then 'given-up' else 'waiting' end, taken_until = null, last_answer = ${answer},
          due_at = coalesce(${nextAt}::timestamptz, due_at), ended_at = case when ${nextAt}::timestamptz is null then ${now}::timestamptz end where id = ${id} and state = 'waiting'`,
  );

/** A city that was laid from a folder holds no line of its ways out: all its tables were emptied. */
export const markChannelFailed = (connection: Connection, channel: MessageChannel, pausedUntil: string | null): Promise<number> =>
  affected(
    connection,
    sql`insert into message_channels as stands (channel, failures, paused_until) values (${channel}, 1, ${pausedUntil})
        on conflict (channel) do update set failures = stands.failures + 1, paused_until = excluded.paused_until`,
  );

export const deleteOldMessages = (connection: Connection, before: string): Promise<number> =>
  affected(connection, sql`delete from messages where state <> 'waiting' and ended_at < ${before}`);
