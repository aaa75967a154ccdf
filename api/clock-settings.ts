import type { Vocabulary } from '#db/queries/vocabulary.ts';
import { calendarOf } from '#domain/calendar.ts';
import { cityNumber } from '#domain/city-numbers.ts';
import type { ClockInput } from '#domain/clocks.ts';

/** Each within its bounds: half of a pair, or a number that none could keep, stops no clock. */
const limitsOf = (said: Vocabulary['city']['settings']): ClockInput['settings'] => ({
  contactWorkingDays: cityNumber(said, 'contactWorkingDays'),
  closeWorkingDays: cityNumber(said, 'closeWorkingDays'),
  longWorkingDays: cityNumber(said, 'longWorkingDays'),
  superviseWorkingDays: cityNumber(said, 'superviseWorkingDays'),
  recheckWorkingDays: cityNumber(said, 'recheckWorkingDays'),
  requestWorkingDays: cityNumber(said, 'requestWorkingDays'),
  secureHours: cityNumber(said, 'secureHours'),
  hazardHours: { town: cityNumber(said, 'hazardHoursTown'), suburb: cityNumber(said, 'hazardHoursSuburb') },
});

/** What of the city its clocks count by: its calendar, its zone, its limits. */
export const clocksOf = ({ city }: Vocabulary): Pick<ClockInput, 'calendar' | 'timeZone' | 'settings'> => ({
  calendar: calendarOf(city.calendar, city.settings['calendarYears']),
  timeZone: city.timeZone,
  settings: limitsOf(city.settings),
});
