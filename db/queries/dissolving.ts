import { type Connection, firstRow, oneRow, sql } from '../sql.ts';

export interface DistrictRow {
  readonly code: string;
  readonly kind: string;
  readonly name: string;
  readonly retiredOn: string | null;
  readonly successorCode: string | null;
}

/** A place as a decree names it, held until the transaction ends. */
export const lockPlace = (connection: Connection, code: string): Promise<DistrictRow | undefined> =>
  firstRow(connection, sql`select code, kind, name, retired_on, successor_code from places where code = ${code} for update`);

/** The city's zone. */
export const getTimeZone = async (connection: Connection): Promise<string> =>
  (await oneRow<{ timeZone: string }>(connection, sql`select time_zone from city`)).timeZone;

export interface Dissolved {
  readonly streets: number;
  readonly assets: number;
  readonly units: number;
  readonly orders: number;
}

/** Makes a district part of another from a day on. */
export const dissolve = (connection: Connection, decree: { gone: string; into: string; on: string; at: string; why: string }): Promise<Dissolved> =>
  oneRow(
    connection,
    sql`select d.streets, d.assets, d.units, d.orders from dissolve_district(${decree.gone}, ${decree.into}, ${decree.on}::date, ${decree.at}::timestamptz, ${decree.why}) d`,
  );
