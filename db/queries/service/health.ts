import type { OrderState } from '#domain/contract/terms.ts';
import { type Connection, oneRow, rows, sql } from '../../sql.ts';

/** Throws unless the database answers and holds this application's tables. */
export const touchDatabase = (connection: Connection): Promise<{ migrations: number }> =>
  oneRow(connection, sql`select count(*)::integer as migrations from migrations`);

/** Open orders and those past due at `now`, by state. */
export const countOpenOrders = (connection: Connection, now: string): Promise<{ state: OrderState; open: number; overdue: number }[]> =>
  rows(
    connection,
    sql`select state, count(*)::integer as open, (count(*) filter (where due_at < ${now}))::integer as overdue
        from orders where state not in ('closed', 'void', 'merged') group by state`,
  );
