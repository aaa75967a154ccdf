import type { Name, Reason } from '#domain/contract/terms.ts';
import { affected, type Connection, rows, sql } from '../sql.ts';

export interface NewLiabilityCase {
  readonly orderId: string;
  /** Who should have come. */
  readonly unitId: string;
  readonly fallbackUnitId: string;
  readonly at: string;
  readonly reason: Reason;
}

/** Opens the case of bill and blame; an order has one for each unit that did not come. */
export const openLiabilityCase = (connection: Connection, c: NewLiabilityCase): Promise<number> =>
  affected(
    connection,
    sql`insert into liability_cases (order_id, unit_id, fallback_unit_id, opened_at, reason)
        values (${c.orderId}, ${c.unitId}, ${c.fallbackUnitId}, ${c.at}, ${JSON.stringify(c.reason)}::jsonb) on conflict (order_id, unit_id) do nothing`,
  );

export interface LiabilityRow {
  readonly unit: Name;
  readonly fallbackUnit: Name;
  readonly openedAt: string;
  readonly reason: Reason;
  readonly settledAt: string | null;
}

export const listLiability = (connection: Connection, orderId: string): Promise<LiabilityRow[]> =>
  rows(
    connection,
    sql`select jsonb_build_object('zh', u.name, 'en', u.name_en) as unit, jsonb_build_object('zh', f.name, 'en', f.name_en) as fallback_unit,
          l.opened_at, l.reason, l.settled_at
        from liability_cases l join units u on u.id = l.unit_id join units f on f.id = l.fallback_unit_id where l.order_id = ${orderId} order by l.id`,
  );
