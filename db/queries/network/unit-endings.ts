import { affected, type Connection, firstRow, rows, type Sql, sql } from '../../sql.ts';
import { notifyOrdersChanged } from '../orders/order-changes.ts';

/** A unit that ends, and who follows it. */
export interface Ending {
  readonly unitId: string;
  readonly heirId: string;
  readonly at: string;
  /** null: by decree. */
  readonly personId: string | null;
  readonly why: string;
}

/**
 * Ends a unit: what stands below it goes below who follows, who moves up to where it stood if it was below it.
 * @param heirIsBelow at whatever depth
 */
export const endUnit = async (connection: Connection, { unitId, heirId, at, personId, why }: Ending, heirIsBelow: boolean): Promise<void> => {
  await affected(connection, sql`update units set active = false, successor_id = ${heirId}, version = version + 1 where id = ${unitId}`);
  await affected(
    connection,
    sql`update units u set parent_id = case when u.id = ${heirId} then gone.parent_id else ${heirId} end, version = u.version + 1
        from units gone where gone.id = ${unitId} and u.active and (u.id <> ${heirId} and u.parent_id = gone.id or u.id = ${heirId} and ${heirIsBelow})`,
  );
  await affected(connection, sql`insert into unit_endings (unit_id, ended_at, person_id, why) values (${unitId}, ${at}, ${personId}, ${why})`);
};

/**
 * The people of a unit do at who follows it what they did here, on its roster too; what they held stays, to read what was closed. A centre's
 * people hold their place, not the centre: they keep it, and the centre above has its own roster.
 */
export const movePeople = async (connection: Connection, { unitId, heirId }: Ending): Promise<void> => {
  await affected(
    connection,
    sql`update duty_shifts set unit_id = ${heirId} where unit_id = ${unitId} and exists (select from units where id = ${unitId} and kind <> 'centre')`,
  );
  await affected(
    connection,
    sql`insert into person_roles (person_id, role, unit_id) select person_id, role, ${heirId} from person_roles where unit_id = ${unitId} on conflict do nothing`,
  );
};

/**
 * Wells in public notice that it keeps, or kept before, and what it claimed, are the successor's; also of a notice that nobody answered, after
 * which the well may be assigned years later.
 */
export const moveNotices = async (connection: Connection, { unitId, heirId }: Ending): Promise<void> => {
  await affected(
    connection,
    sql`update ownership_notices set keeper_id = case when keeper_id = ${unitId} then ${heirId} else keeper_id end,
          kept_before = case when kept_before = ${unitId} then ${heirId} else kept_before end
        where ${unitId} in (keeper_id, kept_before) and (outcome is null or outcome = 'unowned')`,
  );
  await affected(
    connection,
    sql`update ownership_claims c set unit_id = ${heirId} where c.unit_id = ${unitId} and c.accepted is null
          and not exists (select from ownership_claims x where x.notice_id = c.notice_id and x.unit_id = ${heirId} and x.accepted is null)`,
  );
};

const open = sql`state not in ('closed', 'void', 'merged')`;

/** Orders that a unit leaves, as they are held. */
export interface Left {
  /** Those in which it has a part, and those of its cases that are not settled, also where they are over. */
  readonly all: readonly string[];
  readonly open: readonly string[];
}

/**
 * Holds all that a unit leaves: its cases first, as whoever takes a step in one does, then orders by one statement and by their ids. What comes to it while this
 * waits is left to the next look: whoever holds some orders and then wants a lower number may wait in a circle.
 */
export const holdLeft = async (connection: Connection, unitId: string): Promise<Left> => {
  const itsCases = sql`l.settled_at is null and ${unitId} in (l.unit_id, l.fallback_unit_id)`;
  await affected(connection, sql`select from liability_cases l where ${itsCases} order by l.id for no key update`);
  const held = await rows<{ id: string; isOpen: boolean }>(
    connection,
    sql`select o.id, o.${open} as is_open from orders o where o.id in (
            select l.order_id from liability_cases l where ${itsCases}
            union select id from orders where unit_id = ${unitId} and ${open}
            union select a.order_id from assignments a join orders x on x.id = a.order_id where a.unit_id = ${unitId} and a.ended_at is null and x.${open})
          order by o.id for no key update of o`,
  );
  return { all: held.map(({ id }) => id), open: held.filter(({ isOpen }) => isOpen).map(({ id }) => id) };
};

const rankOf = (part: Sql): Sql => sql`array_position(array['accountable', 'fallback', 'informed'], ${part})`;

/** Each part that a unit has in these orders ends, and who follows it has it: once, and the weightiest of all that it then has, with whom was sent by name. */
const moveParts = (connection: Connection, orderIds: readonly string[], { unitId, heirId, at, personId }: Ending) =>
  affected(
    connection,
    sql`with ended as (
          update assignments set ended_at = ${at}, end_reason = 'succeeded' where order_id = any (${[...orderIds]}::bigint[]) and unit_id = ${unitId} and ended_at is null
          returning order_id, part, crew_id, crew_sent_at
        ), known as (
          update assignments s set ended_at = ${at} from ended e
          where s.order_id = e.order_id and s.unit_id = ${heirId} and s.ended_at is null and ${rankOf(sql`e.part`)} < ${rankOf(sql`s.part`)}
        )
        insert into assignments (order_id, unit_id, part, assigned_at, assigned_by, reason, crew_id, crew_sent_at)
        select distinct on (e.order_id) e.order_id, ${heirId}, e.part, ${at}::timestamptz, ${personId}::bigint, '{"code": "assignment-succeeded"}'::jsonb, e.crew_id, e.crew_sent_at from ended e
        where not exists (select from assignments x where x.order_id = e.order_id and x.unit_id = ${heirId} and x.ended_at is null and ${rankOf(sql`x.part`)} <= ${rankOf(sql`e.part`)})
        order by e.order_id, ${rankOf(sql`e.part`)}`,
  );

/** Whom the unit, or who follows it by a lighter part, had sent by name is sent by the part that goes on, where that one has sent nobody. */
const moveCrews = (connection: Connection, orderIds: readonly string[], { unitId, heirId, at }: Ending) =>
  affected(
    connection,
    sql`update assignments s set crew_id = e.crew_id, crew_sent_at = e.crew_sent_at from assignments e
        where e.order_id = any (${[...orderIds]}::bigint[]) and e.unit_id in (${unitId}, ${heirId}) and e.ended_at = ${at} and e.crew_id is not null
          and s.order_id = e.order_id and s.unit_id = ${heirId} and s.ended_at is null and s.crew_id is null and s.part in ('accountable', 'fallback')`,
  );

/**
 * Open orders of a unit that ended go to who follows it, each with an event; states, deadlines, timers and calls go on, since who follows
 * takes over what was due. The caller holds the orders.
 * @returns how many have another accountable unit
 */
export const moveOrders = async (connection: Connection, orderIds: readonly string[], ending: Ending): Promise<number> => {
  if (orderIds.length === 0) return 0;
  const { unitId, heirId, at, personId, why } = ending;
  await moveParts(connection, orderIds, ending);
  await moveCrews(connection, orderIds, ending);
  await affected(
    connection,
    sql`update calls set unit_id = ${heirId} where unit_id = ${unitId} and ended_at is null and order_id = any (${[...orderIds]}::bigint[])`,
  );
  const moved = await affected(
    connection,
    sql`with moved as (
          update orders set unit_id = ${heirId}, version = version + 1, dispatch_reason = '{"code": "assignment-succeeded"}'::jsonb, dispatch_path = array_replace(dispatch_path, ${unitId}, ${heirId})
          where id = any (${[...orderIds]}::bigint[]) and unit_id = ${unitId} and ${open} returning id, state
        )
        insert into order_events (order_id, at, person_id, unit_id, action, from_state, to_state, note, details)
        select id, ${at}::timestamptz, ${personId}::bigint, ${heirId}, 'succeed', state, state, ${why}, jsonb_build_object('from', ${unitId}::text) from moved order by id`,
  );
  await notifyOrdersChanged(connection, orderIds, [unitId]);
  return moved;
};

/**
 * Cases of bill and blame of these orders that are not settled are who follows it's, of closed orders too: else nobody could bill, dispute or be asked.
 * The caller holds them.
 */
export const moveCases = async (connection: Connection, held: readonly string[], { unitId, heirId, at, personId, why }: Ending): Promise<void> => {
  const moved = await rows<{ orderId: string }>(
    connection,
    sql`select order_id from move_liability_cases(${[...held]}::bigint[], ${unitId}, ${heirId}, ${at}::timestamptz, ${personId}::bigint, ${why}) as order_id`,
  );
  const orderIds = moved.map(({ orderId }) => orderId);
  if (orderIds.length > 0) await notifyOrdersChanged(connection, orderIds, [unitId]);
};

/** Units that ended and are not all moved yet. */
export const listUnsettled = async (connection: Connection): Promise<string[]> =>
  (await rows<{ unitId: string }>(connection, sql`select unit_id from unit_endings where settled_at is null order by ended_at, unit_id`)).map(
    ({ unitId }) => unitId,
  );

/** Such a unit, held to the end of the transaction; undefined when another server is at it. */
export const takeEnding = (connection: Connection, unitId: string): Promise<{ endedAt: string; personId: string; why: string } | undefined> =>
  firstRow(connection, sql`select ended_at, person_id, why from unit_endings where unit_id = ${unitId} and settled_at is null for update skip locked`);

export const settleEnding = (connection: Connection, unitId: string, at: string): Promise<number> =>
  affected(connection, sql`update unit_endings set settled_at = ${at} where unit_id = ${unitId}`);

const becomes = (column: 'owner_id' | 'maintainer_id' | 'authority_id', { unitId, heirId }: Ending) => {
  const name = { owner_id: sql`owner_id`, maintainer_id: sql`maintainer_id`, authority_id: sql`authority_id` }[column];
  return {
    set: sql`${name} = case when a.${name} = ${unitId} then ${heirId} else a.${name} end`,
    says: sql`case when a.${name} = ${unitId} then jsonb_build_array(${unitId}::text, ${heirId}::text) end`,
  };
};

/** Assets `a` that name a unit, found by the combinations that assets have. */
const namedBy = (unitId: string): Sql => sql`asset_facets f
  join assets a on asset_facet(a.street_code, a.district_code, a.class_code, a.owner_id, a.maintainer_id, a.authority_id, a.status, a.hazards) = f.key
    and ${unitId} in (f.owner_id, f.maintainer_id, f.authority_id) and ${unitId} in (a.owner_id, a.maintainer_id, a.authority_id)`;

/** Whether any asset still names a unit, one that somebody else holds just now too. */
export const isNamedByAssets = async (connection: Connection, unitId: string): Promise<boolean> =>
  (await firstRow(connection, sql`select a.id from ${namedBy(unitId)} limit 1`)) !== undefined;

/** So many assets that name a unit that ended come to name who follows it, each with an event; found by the combinations that assets have. @returns how many */
export const moveAssets = async (connection: Connection, ending: Ending & { readonly on: string; readonly most: number }): Promise<number> => {
  const { unitId, at, personId, why, on, most } = ending;
  const [owner, maintainer, authority] = [becomes('owner_id', ending), becomes('maintainer_id', ending), becomes('authority_id', ending)];
  const found = await rows<{ id: string }>(connection, sql`select a.id from ${namedBy(unitId)} limit ${most} for no key update of a skip locked`);
  const ids = found.map(({ id }) => id);
  if (ids.length === 0) return 0;
  // The event first: it tells the version that the change makes.
  await affected(
    connection,
    sql`insert into asset_events (asset_id, at, person_id, action, source, changes, note, version)
        select a.id, ${at}, ${personId}, 'owner', 'decree', jsonb_strip_nulls(jsonb_build_object('ownerId', ${owner.says}, 'maintainerId', ${maintainer.says}, 'authorityId', ${authority.says})), ${why}, a.version + 1
        from assets a where a.id = any (${ids})`,
  );
  return affected(
    connection,
    sql`update assets a set recorded_at = ${at}, changed_on = ${on}::date, ${owner.set}, ${maintainer.set}, ${authority.set} where a.id = any (${ids})`,
  );
};
