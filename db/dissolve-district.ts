import { localDate, startOfDay } from '#domain/local-time.ts';
import { type Client, inTransaction, type Pool } from './pool.ts';
import { type Dissolved, type DistrictRow, dissolve, getTimeZone, lockPlace } from './queries/dissolving.ts';

export interface Decree {
  /** Six digits: the district that ends. */
  readonly gone: string;
  /** Six digits: the one that it becomes part of. */
  readonly into: string;
  /** The city's date from which it is so. */
  readonly on: string;
  /** The instant of the command. */
  readonly now: string;
}

const isDate = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

const getDistrict = async (client: Client, code: string): Promise<DistrictRow> => {
  const place = await lockPlace(client, code);
  if (place?.kind !== 'district') throw new Error(`${code} is no district of this city`);
  return place;
};

/** What speaks against a decree before anything is looked up. */
const refuseSenseless = ({ gone, into, on, now }: Decree, timeZone: string): void => {
  if (gone === into) throw new Error(`${gone} cannot become part of itself`);
  if (!isDate(on)) throw new Error(`--on takes a date like 2015-11-04, not ${on}`);
  if (on > localDate(now, timeZone)) throw new Error(`${on} has not come yet; run this on the day`);
};

const ended = ({ name, code, retiredOn, successorCode }: DistrictRow) => `${name} (${code}) was itself dissolved on ${retiredOn}, into ${successorCode}`;

/**
 * Dissolves a district into another by decree, in one transaction: wells keep their numbers, their place changes from that day, closed
 * orders and reports read as they were, and what is minted later bears the new code. A second time it changes nothing.
 * @returns what was moved; null when it was done before
 * @throws with a sentence when the decree makes no sense here
 */
export const dissolveDistrict = (pool: Pool, decree: Decree): Promise<Dissolved | null> =>
  inTransaction(pool, async (client) => {
    const { gone, into, on } = decree;
    const timeZone = await getTimeZone(client);
    refuseSenseless(decree, timeZone);
    const from = await getDistrict(client, gone);
    if (from.successorCode === into) return null;
    const to = await getDistrict(client, into);
    for (const district of [from, to]) if (district.retiredOn !== null) throw new Error(ended(district));
    const why = `${from.name}（${gone}）并入${to.name}（${into}）`;
    return dissolve(client, { gone, into, on, at: startOfDay(on, timeZone), why });
  });
