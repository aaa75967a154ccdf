import { type Connection, firstRow, sql } from '../../sql.ts';
import { reportIdsOf } from '../reports/reports-of.ts';

/** What an order's suggestion is made of. */
export interface Matched {
  /** Who has it. */
  readonly unitId: string;
  /** Whether a dispatcher chose its asset, and whose that is by the rules. */
  readonly isChosen: boolean;
  readonly chosenUnitId: string | null;
  /** The likeliest owners of its first report's match; null: of before they were kept. */
  readonly owners: readonly { readonly unitId: string; readonly probability: number }[] | null;
  readonly candidates: readonly { readonly ownerId: string | null; readonly probability: number }[];
}

export const findMatched = (connection: Connection, orderId: string): Promise<Matched | undefined> =>
  firstRow(
    connection,
    sql`select o.unit_id, o.asset_chosen_at is not null as is_chosen, o.chosen_unit_id, first.match_owners as owners, coalesce(first.match_candidates, '[]') as candidates
        from orders o left join lateral (
          select r.match_owners, r.match_candidates from reports r where r.id in ${reportIdsOf(orderId)} order by r.received_at, r.id limit 1) first on true
        where o.id = ${orderId}`,
  );
