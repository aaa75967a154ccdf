import type { Measurement, WellMeasures } from '#domain/contract/measurements.ts';
import { affected, type Connection, firstRow, rows, sql } from '../../sql.ts';
import { named } from '../named.ts';

export const insertMeasurement = (
  connection: Connection,
  m: { readonly orderId: string; readonly at: string; readonly personId: string | null; readonly taken: WellMeasures },
): Promise<number> =>
  affected(
    connection,
    sql`insert into measurements (order_id, at, person_id, taken) values (${m.orderId}, ${m.at}, ${m.personId}::bigint, ${JSON.stringify(m.taken)}::jsonb)`,
  );

/** What waits for an answer of an asset: it is the order's, whichever asset that is about by now. */
export const listWaitingMeasurements = (connection: Connection, assetId: string): Promise<Measurement[]> =>
  rows(
    connection,
    sql`select m.id, m.order_id, m.at, ${named(sql`p`)} as by, m.taken
        from incidents i join orders o on o.incident_id = i.id join measurements m on m.order_id = o.id join people p on p.id = m.person_id
        where i.asset_id = ${assetId} and m.answered_at is null order by m.id desc limit 20`,
  );

export interface HeldMeasurement {
  readonly orderId: string;
  readonly assetId: string | null;
  readonly taken: WellMeasures;
  readonly isAnswered: boolean;
}

/** Held to the end of the transaction: of two who answer at once the second is told. */
export const lockMeasurement = (connection: Connection, id: string): Promise<HeldMeasurement | undefined> =>
  firstRow(
    connection,
    sql`select m.order_id, o.asset_id, m.taken, m.answered_at is not null as is_answered
        from measurements m join orders o on o.id = m.order_id where m.id = ${id} for update of m`,
  );

export const saveMeasurementAnswer = (connection: Connection, id: string, a: { at: string; personId: string; adopted: boolean }): Promise<number> =>
  affected(connection, sql`update measurements set answered_at = ${a.at}, answered_by = ${a.personId}::bigint, adopted = ${a.adopted} where id = ${id}`);
