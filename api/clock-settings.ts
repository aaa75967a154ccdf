import type { Vocabulary } from '#db/queries/vocabulary.ts';
import type { ClockInput } from '#domain/clocks.ts';
import { calendarOf } from './calendar.ts';

const standard: ClockInput['settings'] = {
  contactWorkingDays: 1,
  closeWorkingDays: 5,
  longWorkingDays: 15,
  superviseWorkingDays: 3,
  recheckWorkingDays: 3,
  requestWorkingDays: 1,
  secureHours: 4,
  hazardHours: { town: 2, suburb: 4 },
};

/** What of the city its clocks count by: its calendar, its zone, its limits. */
export const clocksOf = ({ city }: Vocabulary): Pick<ClockInput, 'calendar' | 'timeZone' | 'settings'> => ({
  calendar: calendarOf(city.calendar, city.settings['calendarYears']),
  timeZone: city.timeZone,
  settings: { ...standard, ...city.settings },
});
