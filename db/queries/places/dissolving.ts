import { affected, type Connection, firstRow, oneRow, sql } from '../../sql.ts';

export interface PlaceHeld {
  readonly code: string;
  readonly kind: string;
  readonly name: string;
  readonly retiredOn: string | null;
  readonly successorCode: string | null;
}

/** A place as a decree names it. */
export const findPlace = (connection: Connection, code: string): Promise<PlaceHeld | undefined> =>
  firstRow(connection, sql`select code, kind, name, retired_on, successor_code from places where code = ${code}`);

/** The city's zone. */
export const getTimeZone = async (connection: Connection): Promise<string> =>
  (await oneRow<{ timeZone: string }>(connection, sql`select time_zone from city`)).timeZone;

export interface Dissolved {
  readonly streets: number;
  readonly assets: number;
  readonly units: number;
  readonly orders: number;
}

/** Makes a place part of another of its kind from a day on. @param decree `at`: the day's beginning; `doneAt`: the instant of the command */
export const dissolve = (
  connection: Connection,
  decree: { gone: string; into: string; on: string; at: string; doneAt: string; why: string },
): Promise<Dissolved> =>
  oneRow(
    connection,
    sql`select d.streets, d.assets, d.units, d.orders from dissolve_place(${decree.gone}, ${decree.into}, ${decree.on}::date, ${decree.at}::timestamptz, ${decree.doneAt}::timestamptz, ${decree.why}) d`,
  );

/** Lays a place anew under another code, and another name where one is given. */
export const layRecoded = (connection: Connection, { gone, as, name, nameEn }: { gone: string; as: string; name: string | null; nameEn: string | null }) =>
  affected(connection, sql`select lay_recoded(${gone}, ${as}, ${name}, ${nameEn})`);
