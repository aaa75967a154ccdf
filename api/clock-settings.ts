import type { Vocabulary } from '#db/queries/vocabulary.ts';
import { calendarOf } from '#domain/calendar.ts';
import type { ClockInput } from '#domain/clocks.ts';
import { standardClocks } from '#domain/standard-clocks.ts';

/** What of the city its clocks count by: its calendar, its zone, its limits. */
export const clocksOf = ({ city }: Vocabulary): Pick<ClockInput, 'calendar' | 'timeZone' | 'settings'> => ({
  calendar: calendarOf(city.calendar, city.settings['calendarYears']),
  timeZone: city.timeZone,
  settings: { ...standardClocks, ...city.settings },
});
