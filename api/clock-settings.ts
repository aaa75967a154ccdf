import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
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

type CityClocks = Pick<ClockInput, 'calendar' | 'timeZone' | 'settings'>;

const kept = new WeakMap<Vocabulary['city'], CityClocks>();

/** What of the city its clocks count by: its calendar, its zone, its limits; put together once for each reading of the city. */
export const clocksOf = ({ city }: Vocabulary): CityClocks => {
  const clocks = kept.get(city) ?? {
    calendar: calendarOf(city.calendar, city.settings['calendarYears']),
    timeZone: city.timeZone,
    settings: limitsOf(city.settings),
  };
  kept.set(city, clocks);
  return clocks;
};
