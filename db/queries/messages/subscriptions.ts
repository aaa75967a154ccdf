import type { Subscriptions } from '#domain/contract/subscriptions.ts';
import type { Channel } from '#domain/notices.ts';
import { affected, type Connection, firstRow, oneRow, rows, sql } from '../../sql.ts';
import { type PersonRow, personColumns, personJoins } from '../people/people.ts';
import { type OrderReach, orderReadable } from '../reach.ts';
import { hearAgain } from './notices.ts';

/** What a person asked for: of their orders those that they may read now. */
export const listSubscriptions = async (connection: Connection, personId: string, reach: OrderReach): Promise<Subscriptions> => {
  const orders = await rows<Subscriptions['orders'][number]>(
    connection,
    sql`select o.id, o.state, o.problem_kind as kind, s.since from subscriptions s join orders o on o.id = s.order_id
        where s.person_id = ${personId} and ${orderReadable(reach)} order by s.id desc`,
  );
  const { classes } = await oneRow<{ classes: string[] }>(
    connection,
    sql`select coalesce(array_agg(class_code order by class_code), '{}') as classes from subscriptions where person_id = ${personId} and class_code is not null`,
  );
  return { orders, classes };
};

/** @returns whether they follow it now: not where they follow `most` others */
export const subscribe = async (connection: Connection, personId: string, orderId: string, now: string, most: number): Promise<boolean> => {
  await affected(
    connection,
    sql`insert into subscriptions (person_id, order_id, since) select ${personId}, ${orderId}, ${now}
        where (select count(*) from subscriptions where person_id = ${personId} and order_id is not null) < ${most} on conflict do nothing`,
  );
  return (await firstRow(connection, sql`select id from subscriptions where person_id = ${personId} and order_id = ${orderId}`)) !== undefined;
};

export const unsubscribe = (connection: Connection, personId: string, orderId: string): Promise<number> =>
  affected(connection, sql`delete from subscriptions where person_id = ${personId} and order_id = ${orderId}`);

export const saveClasses = async (connection: Connection, personId: string, classes: readonly string[], now: string): Promise<void> => {
  await affected(
    connection,
    sql`delete from subscriptions where person_id = ${personId} and class_code is not null and class_code <> all(${[...classes]}::text[])`,
  );
  await affected(
    connection,
    sql`insert into subscriptions (person_id, class_code, since) select ${personId}, code, ${now} from unnest(${[...classes]}::text[]) code on conflict do nothing`,
  );
  await hearAgain(connection);
};

/** Somebody who asked for one of some orders or classes, with how far they may read now. */
export interface Subscriber extends Pick<PersonRow, 'grants' | 'cityCode'> {
  readonly personId: string;
  readonly orderId: string | null;
  readonly classCode: string | null;
  readonly email: string | null;
  readonly mobile: string | null;
  /** Null: they chose no channels for it. */
  readonly chosen: Channel[] | null;
}

export const listSubscribers = (connection: Connection, orderIds: readonly string[], classCodes: readonly string[]): Promise<Subscriber[]> =>
  rows(
    connection,
    sql`select s.order_id, s.class_code, p.email, p.mobile, c.channels as chosen, ${personColumns}
        from (select person_id, order_id, class_code from subscriptions where order_id = any(${[...orderIds]}::bigint[])
          union all select person_id, order_id, class_code from subscriptions where class_code = any(${[...classCodes]}::text[])) s
          join people p on p.id = s.person_id and p.active ${personJoins}
          left join notice_choices c on c.person_id = p.id and c.kind = case when s.order_id is null then 'subscribed-class' else 'subscribed-order' end`,
  );

/** What a person may not read any more is followed no more, and what waits to be sent of it is not sent. */
export const endBeyondReach = async (connection: Connection, personId: string, reach: OrderReach, now: string): Promise<void> => {
  const readable = orderReadable(reach);
  const ended = await affected(
    connection,
    sql`delete from subscriptions s where s.person_id = ${personId} and case when s.order_id is null then ${reach.reads === null}::boolean
          else not exists (select from orders o where o.id = s.order_id and ${readable}) end`,
  );
  await affected(
    connection,
    sql`update messages m set state = 'given-up', taken_until = null, last_answer = 'not sent: its person may not read the order any more', ended_at = ${now}
        from notices n where n.id = m.notice_id and n.person_id = ${personId} and n.order_id is not null and m.state = 'waiting'
          and not exists (select from orders o where o.id = n.order_id and ${readable})`,
  );
  if (ended > 0) await hearAgain(connection);
};
