import { accept, type Decision, reject } from './rejection.ts';
import { standardClocks } from './standard-clocks.ts';

interface CityNumber {
  /** Where it stands in the city's settings. */
  readonly path: readonly [string, string?];
  /** Of a city that says nothing. */
  readonly standard: number;
  readonly least: number;
  readonly most: number;
  readonly unit: 'workingDays' | 'days' | 'hours' | 'minutes' | 'month';
}

const own = (name: string, standard: number, least: number, most: number, unit: CityNumber['unit']): CityNumber => ({
  path: [name],
  standard,
  least,
  most,
  unit,
});
const clock = (name: Exclude<keyof typeof standardClocks, 'hazardHours'>, least: number, most: number, unit: CityNumber['unit']) =>
  own(name, standardClocks[name], least, most, unit);
const hazard = (settlement: 'town' | 'suburb'): CityNumber => ({
  path: ['hazardHours', settlement],
  standard: standardClocks.hazardHours[settlement],
  least: 1,
  most: 24,
  unit: 'hours',
});

/**
 * The numbers that a city sets for itself, each within bounds that keep the rules whole: none may be so small that nobody could keep it,
 * nor so large that it would be no limit. What runs already goes on by the number of when it began.
 */
export const cityNumbers = {
  contactWorkingDays: clock('contactWorkingDays', 1, 5, 'workingDays'),
  closeWorkingDays: clock('closeWorkingDays', 1, 30, 'workingDays'),
  longWorkingDays: clock('longWorkingDays', 5, 60, 'workingDays'),
  superviseWorkingDays: clock('superviseWorkingDays', 1, 15, 'workingDays'),
  recheckWorkingDays: clock('recheckWorkingDays', 1, 15, 'workingDays'),
  requestWorkingDays: clock('requestWorkingDays', 1, 5, 'workingDays'),
  hazardHoursTown: hazard('town'),
  hazardHoursSuburb: hazard('suburb'),
  secureHours: clock('secureHours', 1, 48, 'hours'),
  callAnswerMinutes: own('callAnswerMinutes', 10, 2, 60, 'minutes'),
  callArrivalMinutes: own('callArrivalMinutes', 60, 10, 240, 'minutes'),
  dangerLookMinutes: own('dangerLookMinutes', 10, 2, 60, 'minutes'),
  reopenDays: own('reopenDays', 30, 1, 365, 'days'),
  longestPauseDays: own('longestPauseDays', 180, 1, 730, 'days'),
  ownershipNoticeDays: own('ownershipNoticeDays', 15, 1, 90, 'days'),
  callerRetentionDays: own('callerRetentionDays', 365, 30, 3650, 'days'),
  scoreYearFirstMonth: own('scoreYearFirstMonth', 1, 1, 12, 'month'),
} as const satisfies Readonly<Record<string, CityNumber>>;

export type CityNumberName = keyof typeof cityNumbers;
export const cityNumberNames = Object.keys(cityNumbers) as CityNumberName[];

type Settings = Readonly<Record<string, unknown>>;

const readAt = (settings: Settings, [first, second]: CityNumber['path']): unknown => {
  const value = settings[first];
  if (second === undefined) return value;
  return typeof value === 'object' && value !== null ? Reflect.get(value, second) : undefined;
};

/**
 * A number of the city, the nearest within the bounds; the standard where it says none, or one below zero, which is no span of time. A
 * stricter limit of before there were bounds stays strict.
 */
export const cityNumber = (settings: Settings, name: CityNumberName): number => {
  const { path, standard, least, most } = cityNumbers[name];
  const set = readAt(settings, path);
  return typeof set === 'number' && Number.isFinite(set) && set >= 0 ? Math.min(most, Math.max(least, Math.round(set))) : standard;
};

export interface NumberChange {
  readonly name: CityNumberName;
  /** What the person saw, so that nobody overwrites a change that they did not see. */
  readonly was: number;
  readonly value: number;
}

/** The settings with the changes, to be merged over the old ones. */
const patchOf = (settings: Settings, changes: readonly NumberChange[]): Settings => {
  const patch: Record<string, unknown> = {};
  for (const { name, value } of changes) {
    const [first, second] = cityNumbers[name].path;
    const before = patch[first] ?? settings[first];
    patch[first] = second === undefined ? value : { ...(typeof before === 'object' ? before : {}), [second]: value };
  }
  return patch;
};

/** Whether the numbers may be set so: each within its bounds, each seen as it stands, and a difficult matter not shorter than a general one. */
export const decideCityNumbers = (settings: Settings, changes: readonly NumberChange[]): Decision<Settings> => {
  for (const { name, was, value } of changes) {
    const { least, most } = cityNumbers[name];
    if (was !== cityNumber(settings, name)) return reject('setting-changed', { field: name });
    if (!Number.isInteger(value) || value < least || value > most) return reject('setting-out-of-bounds', { field: name, params: { least, most } });
  }
  const patch = patchOf(settings, changes);
  const next = { ...settings, ...patch };
  const isShorter = cityNumber(next, 'longWorkingDays') < cityNumber(next, 'closeWorkingDays');
  return isShorter ? reject('setting-long-too-short', { field: 'longWorkingDays' }) : accept(patch);
};
