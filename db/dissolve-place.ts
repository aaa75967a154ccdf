import { isDay, localDate, startOfDay } from '#domain/local-time.ts';
import { type Client, inTransaction, type Pool } from './pool.ts';
import { lockUnits } from './queries/network/network-units.ts';
import { type Dissolved, dissolve, findPlace, getTimeZone, layRecoded, type PlaceHeld } from './queries/places/dissolving.ts';

export interface Decree {
  /** Six digits: the district that ends; nine: the street. */
  readonly gone: string;
  /** As many digits: the place that it becomes part of, or with `recode` its new code. */
  readonly into: string;
  /** The same place under a new code, with a new name where one is given. */
  readonly recode?: { readonly name: string | null; readonly nameEn: string | null };
  /** The city's date from which it is so. */
  readonly on: string;
  /** The instant of the command. */
  readonly now: string;
}

const kindOf = (code: string) => (code.length === 9 ? 'street' : 'district');

const getPlace = async (client: Client, code: string): Promise<PlaceHeld> => {
  const place = await findPlace(client, code);
  if (place?.kind !== kindOf(code)) throw new Error(`${code} is no ${kindOf(code)} of this city`);
  return place;
};

/** What speaks against a decree before anything is looked up. */
const refuseSenseless = ({ gone, into, on, now, recode }: Decree, timeZone: string): void => {
  if (gone === into) throw new Error(`${gone} cannot become part of itself`);
  if (gone.length !== into.length) throw new Error(`${gone} and ${into} are not of one kind: a district has six digits, a street nine`);
  if (recode && (!/^\d+$/.test(into) || into.slice(0, -3) !== gone.slice(0, -3)))
    throw new Error(`--as takes a code that differs from ${gone} in its last three digits, not ${into}`);
  if (!isDay(on)) throw new Error(`--on takes a date like 2015-11-04, not ${on}`);
  if (on > localDate(now, timeZone)) throw new Error(`${on} has not come yet; run this on the day`);
};

const ended = ({ name, code, retiredOn, successorCode }: PlaceHeld) => `${name} (${code}) was itself dissolved on ${retiredOn}, into ${successorCode}`;

const layNew = async (client: Client, { gone, into, recode }: Decree): Promise<void> => {
  if (!recode) return;
  if (await findPlace(client, into)) throw new Error(`${into} is or was a place already; a code is never used again`);
  await layRecoded(client, { gone, as: into, ...recode });
};

/**
 * Dissolves a district or a street into another by decree, or gives it another code, in one transaction: wells keep their numbers, their
 * place changes from that day, closed orders and reports read as they were, and what is minted later bears the new code. A second time it
 * changes nothing.
 * @returns what was moved; null when it was done before
 * @throws with a sentence when the decree makes no sense here
 */
export const dissolvePlace = (pool: Pool, decree: Decree): Promise<Dissolved | null> =>
  inTransaction(pool, async (client) => {
    const { gone, into, on, recode, now } = decree;
    const timeZone = await getTimeZone(client);
    refuseSenseless(decree, timeZone);
    // Before any place, as who gives a role at one holds them: decrees follow one another, so that two crosswise never wait in a circle, nor move what another just moved.
    await lockUnits(client);
    const from = await getPlace(client, gone);
    if (from.successorCode === into) return null;
    if (from.retiredOn !== null) throw new Error(ended(from));
    await layNew(client, decree);
    const to = await getPlace(client, into);
    if (to.retiredOn !== null) throw new Error(ended(to));
    const why = recode ? `${from.name}（${gone}）改为${to.name}（${into}）` : `${from.name}（${gone}）并入${to.name}（${into}）`;
    return dissolve(client, { gone, into, on, at: startOfDay(on, timeZone), doneAt: now, why });
  });
