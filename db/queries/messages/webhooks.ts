import type { LocatedOrder } from '#domain/access.ts';
import type { Delivery, Webhook } from '#domain/contract/webhooks.ts';
import { atOnce } from '#domain/delivery.ts';
import { affected, type Connection, firstRow, oneRow, rows, sql } from '../../sql.ts';
import { actingUnitsOf, idsOfBilling } from '../orders/acting-units.ts';
import { type PersonRow, personColumns, personJoins } from '../people/people.ts';
import { hearAgain } from './notices.ts';

export interface NewWebhook {
  readonly personId: string;
  readonly name: string;
  readonly url: string;
  readonly secret: string;
  readonly actions: readonly string[];
  readonly subscribedOnly: boolean;
  readonly now: string;
}

export const insertWebhook = async (connection: Connection, { personId, name, url, secret, actions, subscribedOnly, now }: NewWebhook): Promise<string> => {
  const { id } = await oneRow<{ id: string }>(
    connection,
    sql`insert into webhooks (person_id, name, url, secret, actions, subscribed_only, created_at)
        values (${personId}, ${name}, ${url}, ${secret}, ${[...actions]}, ${subscribedOnly}, ${now}) returning id`,
  );
  await hearAgain(connection);
  return id;
};

const webhookColumns = sql`w.id, w.name, w.url, w.actions, w.subscribed_only, w.created_at, w.failures, w.paused_until,
  (select count(*)::integer from deliveries d where d.webhook_id = w.id and d.state = 'waiting') as waiting`;

export const listWebhooks = (connection: Connection, personId: string): Promise<Webhook[]> =>
  rows(connection, sql`select ${webhookColumns} from webhooks w where w.person_id = ${personId} and w.ended_at is null order by w.id desc limit 100`);

export const findWebhook = (connection: Connection, personId: string, id: string): Promise<Webhook | undefined> =>
  firstRow(connection, sql`select ${webhookColumns} from webhooks w where w.id = ${id} and w.person_id = ${personId} and w.ended_at is null`);

/** Ends a webhook and gives up what waits for it. @returns 0 when it is not theirs or ended before */
export const endWebhook = async (connection: Connection, personId: string, id: string, now: string): Promise<number> => {
  const ended = await affected(connection, sql`update webhooks set ended_at = ${now} where id = ${id} and person_id = ${personId} and ended_at is null`);
  if (ended === 0) return 0;
  await affected(
    connection,
    sql`update deliveries set state = 'given-up', ended_at = ${now}, last_answer = 'webhook ended' where webhook_id = ${id} and state = 'waiting'`,
  );
  await hearAgain(connection);
  return ended;
};

export interface Listener extends PersonRow {
  readonly webhookId: string;
  readonly actions: readonly string[];
  readonly subscribedOnly: boolean;
}

/** Living webhooks with the person whose reach each has, as that stands now. */
export const listListeners = (connection: Connection): Promise<Listener[]> =>
  rows(
    connection,
    sql`select w.id as webhook_id, w.actions, w.subscribed_only, ${personColumns} from webhooks w join people p on p.id = w.person_id ${personJoins} where w.ended_at is null and p.active`,
  );

export interface QueuedEvent extends LocatedOrder {
  readonly eventId: string;
  readonly action: string;
  readonly orderId: string;
  /** Of its asset; null: it is about none. */
  readonly classCode: string | null;
  /** Who did it; null: nobody signed in. */
  readonly doerId: string | null;
}

/** Takes events out of the outbox to the end of the transaction, oldest first. */
export const takeQueued = (connection: Connection, limit: number): Promise<QueuedEvent[]> =>
  rows(
    connection,
    sql`with taken as (delete from outbox where event_id in (select event_id from outbox order by event_id limit ${limit} for update skip locked) returning event_id)
        select e.id as event_id, e.action, e.order_id, e.person_id as doer_id, o.district_code, o.street_code,
          array(select distinct unit_id from assignments a where a.order_id = o.id and a.ended_at is null union select o.unit_id) as unit_ids, ${actingUnitsOf(idsOfBilling(sql`o.id`))} as billing,
          (select class_code from assets a where a.id = o.asset_id) as class_code
        from taken t join order_events e on e.id = t.event_id join orders o on o.id = e.order_id order by e.id`,
  );

export const insertDeliveries = (connection: Connection, made: readonly { webhookId: string; eventId: string }[], now: string): Promise<number> =>
  affected(
    connection,
    sql`insert into deliveries (webhook_id, event_id, created_at, due_at)
        select d."webhookId", d."eventId", ${now}, ${now} from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as d ("webhookId" bigint, "eventId" bigint)
        on conflict do nothing`,
  );

/** A delivery, with its person's grants and where its order lies, as both stand now. */
export interface TakenDelivery extends LocatedOrder, Pick<PersonRow, 'grants' | 'cityCode'> {
  readonly id: string;
  readonly webhookId: string;
  readonly attempts: number;
  readonly url: string;
  readonly secret: string;
  readonly failures: number;
  readonly event: Readonly<Record<string, unknown>>;
}

/**
 * Takes what is due for as long as `until`: another server leaves it alone till then. Of one receiver no more are on their way at once than it
 * may have: one that is away gets one. Each receiver's first goes before any's second, so that many slow ones take nobody's turn; of all that
 * waits for one no more is read than that.
 */
export const takeDeliveries = async (connection: Connection, now: string, until: string, limit: number): Promise<TakenDelivery[]> => {
  // A statement of its own: the next one's view of the table must begin after whoever took before has committed.
  await affected(connection, sql`select pg_advisory_xact_lock(hashtextextended('take deliveries', 0))`);
  return rows(
    connection,
    sql`with ready as (
          select d.id, d.due_at, row_number() over (partition by w.id order by d.due_at, d.id) + away.count as place
          from webhooks w join people p on p.id = w.person_id and p.active
            cross join lateral (select count(*) from deliveries a where a.webhook_id = w.id and a.state = 'waiting' and a.taken_until > ${now}) away
            cross join lateral (select d.id, d.due_at from deliveries d
              where d.webhook_id = w.id and d.state = 'waiting' and d.due_at <= ${now} and (d.taken_until is null or d.taken_until <= ${now}) order by d.due_at, d.id
              limit greatest(0, case when w.paused_until is null then ${atOnce.most}::integer else ${atOnce.mostAfterPause} end - away.count)) d
          where w.ended_at is null and (w.paused_until is null or w.paused_until <= ${now})),
        chosen as (select id from ready order by place, due_at, id limit ${limit}),
        taken as (update deliveries d set taken_until = ${until}, attempts = attempts + 1 from chosen where d.id = chosen.id returning d.*)
        select t.id, t.webhook_id, t.attempts, w.url, w.secret, w.failures, held.grants, here.code as city_code, o.district_code, o.street_code,
          array(select distinct unit_id from assignments a where a.order_id = o.id and a.ended_at is null union select o.unit_id) as unit_ids, ${actingUnitsOf(idsOfBilling(sql`o.id`))} as billing,
          jsonb_build_object('event', e.id::text, 'type', 'order.' || e.action, 'at', e.at, 'order', jsonb_build_object('id', o.id::text, 'state', e.to_state,
            'kind', o.problem_kind, 'isHazard', o.is_hazard, 'assetId', o.asset_id, 'districtCode', o.district_code, 'streetCode', o.street_code,
            'unitId', o.unit_id, 'dueAt', case when not o.calendar_pending then o.due_at end)) as event
        from taken t join webhooks w on w.id = t.webhook_id join people p on p.id = w.person_id ${personJoins}
          join order_events e on e.id = t.event_id join orders o on o.id = e.order_id order by t.due_at, t.id`,
  );
};

/** Its person may not read the order any more: their role ended, or moved to another place. */
export const withhold = (connection: Connection, { id }: TakenDelivery, now: string): Promise<number> =>
  affected(
    connection,
    sql`update deliveries set state = 'given-up', taken_until = null, last_answer = 'not sent: its person may not read the order any more', ended_at = ${now} where id = ${id} and state = 'waiting'`,
  );

/** It arrived: the receiver is there again. */
export const markArrived = async (connection: Connection, { id, webhookId }: TakenDelivery, answer: string, now: string): Promise<void> => {
  await affected(
    connection,
    sql`update deliveries set state = 'arrived', taken_until = null, last_answer = ${answer}, ended_at = ${now} where id = ${id} and state = 'waiting'`,
  );
  await affected(connection, sql`update webhooks set failures = 0, paused_until = null where id = ${webhookId} and failures > 0`);
};

/** It did not arrive. @param nextAt null: it is given up */
export const markFailed = async (
  connection: Connection,
  { id, webhookId }: TakenDelivery,
  answer: string,
  { now, nextAt, pausedUntil }: { now: string; nextAt: string | null; pausedUntil: string | null },
): Promise<void> => {
  await affected(
    connection,
    sql`update deliveries set state = case when ${nextAt}::timestamptz is null then 'given-up' else 'waiting' end, taken_until = null, last_answer = ${answer},
          due_at = coalesce(${nextAt}::timestamptz, due_at), ended_at = case when ${nextAt}::timestamptz is null then ${now}::timestamptz end
        where id = ${id} and state = 'waiting'`,
  );
  await affected(connection, sql`update webhooks set failures = failures + 1, paused_until = ${pausedUntil} where id = ${webhookId}`);
};

export const listDeliveries = (connection: Connection, webhookId: string): Promise<Delivery[]> =>
  rows(
    connection,
    sql`select d.id, e.action, e.order_id, d.created_at, d.attempts, d.state, d.last_answer, case when d.state = 'waiting' then d.due_at end as due_at, d.ended_at
        from deliveries d join order_events e on e.id = d.event_id where d.webhook_id = ${webhookId} order by d.id desc limit 100`,
  );

/** Sends something once more, from the first attempt on. @returns 0 when there is no such delivery of this webhook */
export const sendAgain = (connection: Connection, webhookId: string, id: string, now: string): Promise<number> =>
  affected(
    connection,
    sql`update deliveries set state = 'waiting', attempts = 0, due_at = ${now}, ended_at = null where id = ${id} and webhook_id = ${webhookId}`,
  );

export const deleteOldDeliveries = (connection: Connection, before: string): Promise<number> =>
  affected(connection, sql`delete from deliveries where state <> 'waiting' and ended_at < ${before}`);
