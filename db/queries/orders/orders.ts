import type { LocatedOrder, Reach } from '#domain/access.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { Name, OrderMark, OrderState, Point, Reason, SupervisingBody, UnitLevel } from '#domain/contract/terms.ts';
import { type Connection, firstRow, join, rows, type Sql, sql } from '../../sql.ts';
import { withMaskedPlaces } from '../masked-places.ts';
import { named } from '../named.ts';
import { doneOrderInReach, openOrderInReach, openOrderOf } from '../reach.ts';
import { actingUnitsOf, idsOfBilling } from './acting-units.ts';
import { isStillCrew } from './crews.ts';
import { calledUnitIds, isJoinOffered, type OrderFactsRow, orderFactColumns } from './order-facts.ts';

export interface OrderLineRow {
  readonly id: string;
  readonly state: OrderState;
  readonly version: number;
  readonly isHazard: boolean;
  readonly kind: { readonly code: string; readonly name: Name };
  readonly assetId: string | null;
  readonly assetClass: Name | null;
  readonly position: Point;
  readonly address: string | null;
  readonly street: Name;
  readonly district: Name;
  readonly unit: { readonly id: string; readonly name: Name; readonly kind: string; readonly level: UnitLevel };
  readonly part: 'accountable' | 'fallback' | 'informed' | 'none';
  readonly crew: Name | null;
  readonly reportCount: number;
  readonly dueAt: string | null;
  readonly openedAt: string;
  readonly isMadeUp: boolean;
  readonly supervisedAt: string | null;
  /** Whether it may be one with another open order, and nobody has said so or otherwise. */
  readonly isJoinOffered: boolean;
}

/** What a line of a list of orders tells. */
export const lineColumns = (
  ownUnits: readonly string[],
) => sql`o.id, o.state, o.version, o.is_hazard, jsonb_build_object('code', k.code, 'name', ${named(sql`k`)}) as kind,
  o.asset_id, case when c.code is not null then ${named(sql`c`)} end as asset_class, jsonb_build_object('lon', ST_X(i.geom), 'lat', ST_Y(i.geom)) as position,
  coalesce(i.address, a.address) as address, ${named(sql`s`)} as street, ${named(sql`d`)} as district, jsonb_build_object('id', u.id, 'name', ${named(sql`u`)}, 'kind', u.kind, 'level', u.level) as unit,
  case when o.unit_id = any(${ownUnits}) then 'accountable'
    else coalesce((select min(t.part) from assignments t where t.order_id = o.id and t.ended_at is null and t.unit_id = any(${ownUnits})), 'none') end as part,
  (select ${named(sql`w`)} from assignments t join people w on w.id = t.crew_id and ${isStillCrew} where t.order_id = o.id and t.ended_at is null order by t.part limit 1) as crew,
  case when o.state = 'merged' then jsonb_array_length(o.merged_how -> 'reportIds') else (select count(*)::integer from reports r where r.incident_id = o.incident_id) end as report_count,
  case when not o.calendar_pending then o.due_at end as due_at, o.opened_at, o.made_up as is_made_up, o.supervised_at, ${isJoinOffered} as is_join_offered`;

export const lineJoins = sql`join incidents i on i.id = o.incident_id join problem_kinds k on k.code = o.problem_kind join places s on s.code = o.street_code
  join places d on d.code = o.district_code join units u on u.id = o.unit_id left join assets a on a.id = o.asset_id
  left join asset_classes c on c.code = a.class_code`;

/** Where in the queue a page ended; instants as PostgreSQL writes them, so that no microsecond is lost. */
export interface QueuePlace {
  readonly isHazard: boolean;
  readonly at: string;
  readonly id: string;
}

export interface Wanted {
  readonly reach: Reach;
  readonly ownUnits: readonly string[];
  /** The queue is what is open, or one open state: dangers first, then soonest due. What is done comes newest first. */
  readonly states: readonly OrderState[];
  readonly done: boolean;
  readonly unitId: string | null;
  readonly placeCode: string | null;
  readonly hazard: boolean | null;
  /** Only what is supervised, on the docket, waits for an answer to what was asked, or has a case of bill and blame that is not settled. */
  readonly mark: OrderMark | null;
  /** For whom the reader acts: of what is not settled they see what these may bill, also where the order went elsewhere since. */
  readonly actingUnits: readonly string[];
  /** Whether one of the reader's units (with `unitId`: that one) has to act, or was only told of it. */
  readonly part: 'acting' | 'informed' | null;
  /** west, south, east, north */
  readonly bbox: readonly [number, number, number, number] | null;
  /** Of what is open: by clock, or the danger that came last first; what is no danger is by clock in both. */
  readonly sort: 'due' | 'newest';
  readonly after: QueuePlace | null;
  readonly limit: number;
}

const inPlace = (code: string) =>
  sql`(o.district_code = ${code} or o.street_code = ${code} or exists (select 1 from places p where p.code = ${code} and p.kind = 'city'))`;

// An order lies where its incident does.
const inBox = ([west, south, east, north]: readonly [number, number, number, number]) =>
  sql`exists (select from incidents b where b.id = o.incident_id and b.geom && st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326))`;

const marked: Readonly<Record<OrderMark, Sql>> = {
  supervised: sql`o.supervised_at is not null`,
  docketed: sql`o.docketed_at is not null`,
  asked: sql`(o.time_asked_at is not null or o.pause_asked_at is not null)`,
  unsettled: sql`o.id in (select l.order_id from liability_cases l where l.settled_at is null)`,
};

const ofUnit = (unitId: string, done: boolean): Sql =>
  done
    ? sql`(o.unit_id = ${unitId} or exists (select 1 from assignments w where w.order_id = o.id and w.ended_at is null and w.unit_id = ${unitId}))`
    : openOrderOf([unitId]);

// Who was the fallback when it was closed is told nowhere but in the story: what is done is the accountable unit's.
const actsOn = (units: readonly string[]): Sql =>
  sql`(o.unit_id = any(${units}) or exists (select from assignments f where f.order_id = o.id and f.ended_at is null and f.part = 'fallback' and f.unit_id = any(${units})))`;

const inPart = (part: 'acting' | 'informed', units: readonly string[]): Sql => (part === 'acting' ? actsOn(units) : sql`not ${actsOn(units)}`);

const scope = (inReach: Sql, { unitId, ownUnits, placeCode, hazard, mark, part, bbox, done }: Wanted): Sql =>
  join(
    [
      inReach,
      ...(unitId === null ? [] : [ofUnit(unitId, done)]),
      ...(placeCode === null ? [] : [inPlace(placeCode)]),
      ...(hazard === null ? [] : [sql`o.is_hazard = ${hazard}`]),
      ...(mark === null ? [] : [marked[mark]]),
      ...(part === null ? [] : [inPart(part, unitId === null ? ownUnits : [unitId])]),
      ...(bbox === null ? [] : [inBox(bbox)]),
    ],
    sql` and `,
  );

/** Who acted in another's place finds the order there to enter the bill, wherever it lies by now. */
const orOwnCase = (inReach: Sql, { mark, actingUnits }: Wanted): Sql =>
  mark !== 'unsettled' || actingUnits.length === 0
    ? inReach
    : sql`(${inReach} or o.id in (select l.order_id from liability_cases l where l.settled_at is null and l.fallback_unit_id = any(${actingUnits})))`;

const isNewestFirst = ({ sort, done }: Wanted): boolean => sort === 'newest' && !done;

const afterPlace = (wanted: Wanted): Sql => {
  const { after, done } = wanted;
  if (!after) return sql`true`;
  if (isNewestFirst(wanted) && after.isHazard) return sql`(not o.is_hazard or (o.opened_at, o.id) < (${after.at}::timestamptz, ${after.id}::bigint))`;
  return done
    ? sql`(o.closed_at, o.id) < (${after.at}::timestamptz, ${after.id}::bigint)`
    : sql`(not o.is_hazard, o.due_at, o.id) > (${!after.isHazard}::boolean, ${after.at}::timestamptz, ${after.id}::bigint)`;
};

// Of what is no danger the first two are null, and the clock decides.
const newestFirst = sql`not o.is_hazard, case when o.is_hazard then o.opened_at end desc, case when o.is_hazard then o.id end desc, o.due_at, o.id`;

const orderOf = (wanted: Wanted): Sql => {
  if (wanted.done) return sql`o.closed_at desc, o.id desc`;
  return isNewestFirst(wanted) ? newestFirst : sql`not o.is_hazard, o.due_at, o.id`;
};

const placedAt = (wanted: Wanted): Sql => {
  if (wanted.done) return sql`o.closed_at`;
  return isNewestFirst(wanted) ? sql`case when o.is_hazard then o.opened_at else o.due_at end` : sql`o.due_at`;
};

export type OrderPageRow = OrderLineRow & { readonly place: QueuePlace };

/**
 * One page of the orders in reach; one row more than `limit` when there is a next one. The page is chosen before what it tells is joined to it:
 * of more than eight tables the planner joins some in the order in which they are written, and put names to all open orders before it
 * asked whose they are (590 ms for a unit with 294 of 37,000).
 */
export const listOrders = async (connection: Connection, wanted: Wanted): Promise<OrderPageRow[]> => {
  const inReach = orOwnCase(wanted.done ? await doneOrderInReach(connection, wanted.reach) : openOrderInReach(wanted.reach), wanted);
  const inOrder = orderOf(wanted);
  return rows<OrderPageRow>(
    connection,
    sql`select ${lineColumns(wanted.ownUnits)},
          jsonb_build_object('isHazard', o.is_hazard, 'at', ${placedAt(wanted)}::text, 'id', o.id::text) as place
        from (
          select o.* from orders o where ${scope(inReach, wanted)} and o.state = any(${wanted.states}) and ${afterPlace(wanted)}
          order by ${inOrder} limit ${wanted.limit + 1}
        ) o ${lineJoins}
        order by ${inOrder}`,
  ).then(withMaskedPlaces);
};

/** How many orders in reach there are in each open state; what is done grows for ever and is not counted for a queue. */
export const countOrders = (connection: Connection, wanted: Wanted): Promise<{ state: OrderState; count: number }[]> =>
  rows(
    connection,
    sql`select o.state, count(*)::integer as count from orders o where ${scope(orOwnCase(openOrderInReach(wanted.reach), wanted), { ...wanted, hazard: null, done: false })} and o.state not in ('closed', 'void', 'merged') group by o.state`,
  );

export type OrderRow = OrderLineRow &
  OrderFactsRow & {
    readonly incidentId: string;
    readonly matchScore: number | null;
    readonly matchReasons: Reason[];
    readonly dispatchReason: Reason;
    readonly dispatchRule: Order['dispatchRule'];
    readonly dispatchPath: { readonly id: string; readonly name: Name }[];
    readonly ownerEvidence: string | null;
    readonly reply: string | null;
    readonly securedAt: string | null;
    readonly repairedAt: string | null;
    readonly pausedAt: string | null;
    readonly supervisedBy: SupervisingBody[];
    readonly mergedInto: string | null;
    readonly absorbed: string[];
    readonly chosen: Order['chosen'];
    /** To whom the rules send the asset that was chosen. */
    readonly chosenUnitId: string | null;
  };

// With what the rule says for itself, read from the version that decided: it never changes.
const firstRule = sql`(o.dispatch_rule || jsonb_build_object('note', (select jsonb_build_object('zh', r.rule->>'note', 'en', coalesce(r.rule->>'noteEn', r.rule->>'note'))
  from rule_sets s cross join lateral jsonb_array_elements(s.rules) r (rule)
  where s.version = (o.dispatch_rule->>'version')::integer and r.rule->>'id' = o.dispatch_rule->>'ruleId' and r.rule ? 'note')))`;

const chosenAsset = sql`(select jsonb_build_object('at', o.asset_chosen_at, 'by', ${named(sql`w`)}, 'className', ${named(sql`c`)},
    'ownerName', (select ${named(sql`h`)} from units h where h.id = a.owner_id), 'position', jsonb_build_object('lon', ST_X(a.geom), 'lat', ST_Y(a.geom)))
  from people w where w.id = o.asset_chosen_by and a.id is not null)`;

/** One order with what stands on it alone; undefined when there is none. */
export const findOrder = (connection: Connection, id: string, ownUnits: readonly string[]): Promise<OrderRow | undefined> =>
  firstRow(
    connection,
    sql`select ${lineColumns(ownUnits)}, ${orderFactColumns}, o.incident_id, o.match_score, o.match_reasons, o.dispatch_reason, ${firstRule} as dispatch_rule, a.owner_evidence, o.reply, o.secured_at, o.repaired_at,
          o.paused_at, o.supervised_by, o.merged_into, array(select b.id::text from orders b where b.merged_into = o.id order by b.id) as absorbed, o.chosen_unit_id, ${chosenAsset} as chosen,
          (select jsonb_agg(jsonb_build_object('id', p.id, 'name', ${named(sql`p`)}) order by step.ord)
            from unnest(o.dispatch_path) with ordinality step (id, ord) join units p on p.id = step.id) as dispatch_path
        from orders o ${lineJoins} where o.id = ${id}`,
  );

export interface OrderScope extends LocatedOrder {
  readonly state: OrderState;
  readonly unitId: string;
  readonly fallbackUnitIds: string[];
  readonly calledUnitIds: string[];
}

/** Where an order lies and who has to do with it: enough to say who may see it. */
export const findOrderScope = (connection: Connection, id: string): Promise<OrderScope | undefined> =>
  firstRow(
    connection,
    sql`select o.state, o.unit_id, o.district_code, o.street_code, array(select t.unit_id from assignments t where t.order_id = o.id and t.ended_at is null) as unit_ids,
          array(select t.unit_id from assignments t where t.order_id = o.id and t.part = 'fallback' and t.ended_at is null) as fallback_unit_ids, ${calledUnitIds},
          ${actingUnitsOf(idsOfBilling(sql`o.id`))} as billing
        from orders o where o.id = ${id}`,
  );

export interface HandedOn {
  readonly unit: Name;
  readonly at: string;
}

/** To whom an order went when the last of these units that was accountable for it was so no longer. */
export const findHandedOn = (connection: Connection, id: string, unitIds: readonly string[]): Promise<HandedOn | undefined> =>
  firstRow(
    connection,
    sql`select ${named(sql`u`)} as unit, n.assigned_at as at
        from (select max(t.ended_at) as ended_at from assignments t where t.order_id = ${id} and t.part = 'accountable' and t.unit_id = any(${unitIds})) held
        join assignments n on n.order_id = ${id} and n.part = 'accountable' and n.assigned_at >= held.ended_at
        join units u on u.id = n.unit_id
        order by n.id limit 1`,
  );
