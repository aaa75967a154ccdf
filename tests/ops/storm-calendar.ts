import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from '#db/pool.ts';
import { oneRow, sql } from '#db/sql.ts';
import type { CalendarYear } from '#domain/calendar-year.ts';
import { isWeekend } from '#domain/working-days.ts';
import { countYear, loadCalendarYear } from '../../api/calendar/load-year.ts';
import { findMoves } from '../../api/calendar/recount.ts';
import { command, count, rest, type Storm } from './storm-clients.ts';

const dayAfter = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Within these days end the clocks that run now. */
const soonDays = Array.from({ length: 12 }, (_, i) => i + 1);

/** A list of the year in which the clocks of now end, other at each draw in the days to come. */
const drawList = (random: () => number): CalendarYear => {
  const year = dayAfter(6).slice(0, 4);
  const drawn = soonDays.map(dayAfter).filter((day) => day.startsWith(year) && random() < 0.25);
  return { year, rest: [`${year}-01-01`, ...drawn.filter((day) => !isWeekend(day))], makeUp: drawn.filter(isWeekend) };
};

/** As the command does it: servers keep the city's settings for two seconds, and what they opened meanwhile is computed in a second round. */
const staleMs = 3_000;
const now = () => new Date().toISOString();

const correctOnce = async (storm: Storm): Promise<void> => {
  const { pool, random } = storm;
  const list = drawList(random);
  // Broken off in the middle it is begun anew, by the next list.
  await command(storm, 'correct-year', async () => {
    await loadCalendarYear(pool, list, { replace: true, now });
    await sleep(staleMs);
    await countYear(pool, list.year, now);
    count(storm, 'correct-year', 200);
  });
};

/** The State Council's list of the year is corrected again and again. */
export const correctForEver = async (storm: Storm): Promise<void> => {
  while (!storm.isOver()) {
    await correctOnce(storm);
    await rest(storm, 2_000 + storm.random() * 6_000);
  }
};

/** Clocks that count other days than the list that stands, once the last one was counted through. */
export const listMiscounted = async (pool: Pool): Promise<string[]> => {
  const { years } = await oneRow<{ years: Record<string, Pick<CalendarYear, 'rest' | 'makeUp'>> }>(
    pool,
    sql`select coalesce(settings -> 'calendarYears', '{}') as years from city`,
  );
  const moves = await Promise.all(Object.entries(years).map(([year, list]) => findMoves(pool, { year, ...list }, now())));
  return moves.flatMap(({ orders, later, earlier, pending }) =>
    orders > 0 ? [`${orders} orders: ${later} later, ${earlier} earlier, ${pending} pending`] : [],
  );
};
