import { inTransaction } from '#db/pool.ts';
import * as queries from '#db/queries/figures/wall.ts';
import { findCity } from '#db/queries/places/cities.ts';
import { reachOf } from '#domain/access.ts';
import { mostDangers, mostOnMap, type Wall, getWall as wallContract } from '#domain/contract/wall.ts';
import { clearlyGrowing } from '#domain/growth.ts';
import { localDate, startOfDay } from '#domain/local-time.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { keepSession } from '../keep-session.ts';
import { knownPerson } from '../known-person.ts';
import { serve } from '../serve.ts';

const hourMs = 3_600_000;
const weekMs = 7 * 24 * hourMs;
const back = (at: string, ms: number): string => new Date(Date.parse(at) - ms).toISOString();

/** The last 24 hours, each from where the clock strikes; the running one is the last. Zones differ by quarters of an hour at most. */
const hoursUntil = (now: string): string[] => {
  const begun = Math.floor(Date.parse(now) / hourMs) * hourMs;
  return Array.from({ length: 24 }, (_, i) => new Date(begun - (23 - i) * hourMs).toISOString());
};

/**
 * The city now, within the reader's reach, as of one moment. Each part is read from an index of open orders or of the last days, one after
 * the other: a wall holds one connection and not seven.
 */
const wallOf = async ({ pool }: App, person: Person, now: string): Promise<Wall> => {
  const reach = reachOf(person.grants, 'orders.analyse', person.cityCode);
  if (reach === null) throw refuse('forbidden');
  const city = await findCity(pool);
  if (!city) throw refuse('unavailable');
  const level = reach.city || reach.unitIds.length > 0 || new Set(reach.placeCodes.map((code) => code.slice(0, 6))).size > 1 ? 'district' : 'street';
  const starts = hoursUntil(now);
  const midnight = startOfDay(localDate(now, city.timeZone), city.timeZone);
  const [standing, today, byHour, dangers, late, growth, points] = await inTransaction(pool, (client) =>
    Promise.all([
      queries.countNow(client, reach, now),
      queries.countToday(client, reach, midnight),
      queries.countHours(client, reach, starts),
      queries.listDangers(client, reach, mostDangers),
      queries.listLate(client, reach, level, now, 8),
      queries.countGrowth(client, reach, [back(now, 2 * weekMs), back(now, weekMs), now]),
      queries.listWallPoints(client, reach, now, mostOnMap),
    ]),
  );
  const hours = starts.map((from, i) => {
    const { opened = 0, hazards = 0, closed = 0 } = byHour.find(({ hour }) => hour === i + 1) ?? {};
    return { from, opened, hazards, closed };
  });
  return { asOf: now, now: standing, today, hours, dangers, late, growth: clearlyGrowing(growth, 6), points };
};

export const wallRoutes = (app: App): void => {
  serve(app, wallContract, async ({ person, now, request, reply }) => {
    const wall = await wallOf(app, knownPerson(person), now);
    await keepSession(app, request, reply, now);
    return wall;
  });
};
