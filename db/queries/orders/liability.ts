import type { LiabilityOutcome, Name, Reason } from '#domain/contract/terms.ts';
import { affected, type Connection, firstRow, rows, sql } from '../../sql.ts';
import { named } from '../named.ts';

export interface NewLiabilityCase {
  readonly orderId: string;
  /** Who should have come, and who follows them where they ended meanwhile: who is asked to pay. */
  readonly firstUnitId: string;
  readonly unitId: string;
  readonly fallbackUnitId: string;
  readonly at: string;
  readonly reason: Reason;
}

/** Who was accountable for an order at an instant; undefined: it was nobody's order yet, or part of another one, whose unit had its danger then. */
export const findAccountableAt = async (connection: Connection, orderId: string, at: string): Promise<string | undefined> =>
  (
    await firstRow<{ unitId: string }>(
      connection,
      sql`select unit_id from assignments where order_id = ${orderId} and part = 'accountable' and not taken_back and assigned_at <= ${at} and (ended_at is null or ended_at > ${at})
            and (select e.action from order_events e where e.order_id = ${orderId} and e.action in ('merge', 'unmerge') and e.at <= ${at} order by e.id desc limit 1) is distinct from 'merge'
          order by id desc limit 1`,
    )
  )?.unitId;

/**
 * Opens the case of bill and blame; an order has one for each unit that did not come. The caller holds the order: one that is there is looked for
 * and not run into, since who takes a step in it holds it and may wait for the order.
 */
export const openLiabilityCase = (connection: Connection, c: NewLiabilityCase): Promise<number> =>
  affected(
    connection,
    sql`insert into liability_cases (order_id, first_unit_id, unit_id, fallback_unit_id, opened_at, reason)
        select ${c.orderId}::bigint, nullif(${c.firstUnitId}::text, ${c.unitId}::text), ${c.unitId}::text, ${c.fallbackUnitId}::text, ${c.at}::timestamptz, ${JSON.stringify(c.reason)}::jsonb
        where not exists (select from liability_cases l where l.order_id = ${c.orderId} and coalesce(l.first_unit_id, l.unit_id) = ${c.firstUnitId})
        on conflict (order_id, coalesce(first_unit_id, unit_id)) do nothing`,
  );

/**
 * Whoever has a case of an order, on either side, can read the order also when another has it; who had a part of it until now is told only now. Asked to pay: once it is billed, and when it
 * is settled. A unit that is no centre, of what it did as a fallback: until that is settled, or it would find the order, and its bill, nowhere. The caller holds the order.
 */
export const tellOfCases = (connection: Connection, orderId: string, at: string): Promise<number> =>
  affected(
    connection,
    sql`insert into assignments (order_id, unit_id, part, assigned_at, reason)
        select distinct on (t.unit_id) ${orderId}::bigint, t.unit_id, 'informed', ${at}::timestamptz, jsonb_build_object('code', t.code)
        from (select l.unit_id, case when l.settled_at is null then 'informed-billed' else 'informed-settled' end as code, l.settled_at is not null as is_settled
              from liability_cases l where l.order_id = ${orderId} and coalesce(l.billed_at, l.settled_at) is not null
            union all
            select l.fallback_unit_id, 'informed-bills', false
              from liability_cases l join units u on u.id = l.fallback_unit_id and u.kind <> 'centre' where l.order_id = ${orderId} and l.settled_at is null) t
        where not exists (select from assignments x where x.order_id = ${orderId} and x.unit_id = t.unit_id and x.ended_at is null)
        order by t.unit_id, t.is_settled, t.code`,
  );

export interface EndedCase {
  readonly id: string;
  readonly unitId: string;
}

/**
 * Cases that an order was given after an instant never were, unless somebody acted on them: billed, settled, or a step that is taken at this moment, for which nobody waits, since whoever
 * takes it holds the case and waits for the order. The caller holds the order. @returns those that are no more, and those that were billed and wait to be settled
 */
export const withdrawCases = async (connection: Connection, orderId: string, after: string): Promise<{ ended: EndedCase[]; billed: EndedCase[] }> => {
  const ended = await rows<EndedCase>(
    connection,
    sql`delete from liability_cases where id in (select id from liability_cases
          where order_id = ${orderId} and opened_at > ${after}::timestamptz and coalesce(billed_at, settled_at) is null for update skip locked) returning id, unit_id`,
  );
  const billed = await rows<EndedCase>(
    connection,
    sql`select id, unit_id from liability_cases where order_id = ${orderId} and opened_at > ${after}::timestamptz and billed_at is not null and settled_at is null order by id`,
  );
  return { ended, billed };
};

export interface LiabilityRow {
  readonly id: string;
  readonly unit: Name;
  readonly fallbackUnit: Name;
  readonly unitId: string;
  readonly fallbackUnitId: string;
  readonly openedAt: string;
  readonly reason: Reason;
  readonly billFen: number | null;
  readonly billNote: string | null;
  readonly billedAt: string | null;
  readonly billedBy: string | null;
  readonly objection: { readonly at: string; readonly by: Name; readonly note: string } | null;
  readonly settledAt: string | null;
  readonly outcome: LiabilityOutcome | null;
  readonly settlement: string | null;
}

export const listLiability = (connection: Connection, orderId: string): Promise<LiabilityRow[]> =>
  rows(
    connection,
    sql`select l.id, ${named(sql`u`)} as unit, ${named(sql`f`)} as fallback_unit, l.unit_id, l.fallback_unit_id, l.opened_at, l.reason,
          l.bill_fen::float8 as bill_fen, l.bill_note, l.billed_at, l.billed_by, l.settled_at, l.outcome, l.settlement,
          case when l.objected_at is not null then jsonb_build_object('at', to_char(l.objected_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'by', ${named(sql`p`)}, 'note', l.objection) end as objection
        from liability_cases l join units u on u.id = l.unit_id join units f on f.id = l.fallback_unit_id left join people p on p.id = l.objected_by
        where l.order_id = ${orderId} order by l.id`,
  );

export interface LockedCase {
  readonly orderId: string;
  readonly unitId: string;
  readonly fallbackUnitId: string;
  readonly billFen: number | null;
  readonly billedBy: string | null;
  readonly billedAt: string | null;
  readonly objectedAt: string | null;
  readonly settledAt: string | null;
}

/** A case, held against everyone else to the end of the transaction; undefined when there is none. */
export const lockCase = (connection: Connection, id: string): Promise<LockedCase | undefined> =>
  firstRow(
    connection,
    sql`select order_id, unit_id, fallback_unit_id, bill_fen::float8 as bill_fen, billed_by, billed_at, objected_at, settled_at from liability_cases where id = ${id} for no key update`,
  );

/** Holds the cases of an order that are not settled. */
export const lockCasesOf = (connection: Connection, orderId: string): Promise<number> =>
  affected(connection, sql`select from liability_cases where order_id = ${orderId} and settled_at is null order by id for no key update`);

export const saveBill = (connection: Connection, id: string, bill: { fen: number; note: string; at: string; by: string }): Promise<number> =>
  affected(
    connection,
    sql`update liability_cases set bill_fen = ${bill.fen}, bill_note = ${bill.note}, billed_at = ${bill.at}, billed_by = ${bill.by} where id = ${id}`,
  );

/** The last word stands; each one is in the order's story. */
export const saveObjection = (connection: Connection, id: string, objection: { text: string; at: string; by: string }): Promise<number> =>
  affected(
    connection,
    sql`update liability_cases set objection = ${objection.text}, objected_at = ${objection.at}, objected_by = ${objection.by} where id = ${id}`,
  );

export const saveSettlement = (
  connection: Connection,
  id: string,
  settled: { outcome: LiabilityOutcome; text: string; at: string; by: string },
): Promise<number> =>
  affected(
    connection,
    sql`update liability_cases set outcome = ${settled.outcome}, settlement = ${settled.text}, settled_at = ${settled.at}, settled_by = ${settled.by} where id = ${id}`,
  );
