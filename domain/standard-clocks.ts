import type { ClockInput } from './clocks.ts';

/** The limits of a city that says none of its own. */
export const standardClocks: ClockInput['settings'] = {
  contactWorkingDays: 1,
  closeWorkingDays: 5,
  longWorkingDays: 15,
  superviseWorkingDays: 3,
  recheckWorkingDays: 3,
  requestWorkingDays: 1,
  secureHours: 4,
  hazardHours: { town: 2, suburb: 4 },
};
