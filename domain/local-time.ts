const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (timeZone: string) => {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timeZone, made);
  return made;
};

let last = { at: Number.NaN, timeZone: '', clock: { date: '', time: '' } };

/** The last answer is kept: one request asks for the same instant again and again, and each takes 40 µs. */
const clockOf = (at: number, timeZone: string) => {
  if (last.at !== at || last.timeZone !== timeZone) last = { at, timeZone, clock: readClock(at, timeZone) };
  return last.clock;
};

const readClock = (at: number, timeZone: string) => {
  const parts: Partial<Record<string, string>> = {};
  for (const part of formatOf(timeZone).formatToParts(at)) parts[part.type] = part.value;
  return { date: `${(parts.year ?? '').padStart(4, '0')}-${parts.month}-${parts.day}`, time: `${parts.hour}:${parts.minute}:${parts.second}` };
};

/** The date on the wall at an instant. @param at ISO instant or milliseconds @param timeZone IANA */
export const localDate = (at: string | number, timeZone: string): string => clockOf(typeof at === 'number' ? at : Date.parse(at), timeZone).date;

/** The time on the wall at an instant, HH:MM:SS. @param at ISO instant @param timeZone IANA */
export const localTime = (at: string, timeZone: string): string => clockOf(Date.parse(at), timeZone).time;

/** Whether a text is a day of the civil calendar, as an ISO date: 2026-02-30 is none, nor is a year of five figures. */
export const isDay = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};

/** The next date in the civil calendar. */
export const dayAfter = (date: string): string => new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

const offsetAt = (at: number, timeZone: string) => {
  const { date, time } = clockOf(at, timeZone);
  return Date.parse(`${date}T${time}Z`) - Math.floor(at / 1000) * 1000;
};

/** The instant of a time on the wall, in any zone. @param date ISO date @param time HH:MM @param timeZone IANA */
export const instantOf = (date: string, time: string, timeZone: string): string => {
  const wall = Date.parse(`${date}T${time}:00Z`);
  return new Date(wall - offsetAt(wall - offsetAt(wall, timeZone), timeZone)).toISOString();
};

/** Deadlines end on few dates, and the clocks of each report ask for theirs: four readings of a clock, 40 µs each. */
const begins = new Map<string, string>();
const mostBegins = 1_000;

/**
 * The instant at which a local date begins, in any zone: of the offsets before and after a change of clocks, the first that
 * reaches the date (midnight may be left out, or come twice).
 */
export const startOfDay = (date: string, timeZone: string): string => {
  const key = `${date} ${timeZone}`;
  const known = begins.get(key);
  if (known !== undefined) return known;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const tries = [midnight - offsetAt(midnight - 86_400_000, timeZone), midnight - offsetAt(midnight + 86_400_000, timeZone)].sort((a, b) => a - b);
  const first = new Date(tries.find((at) => localDate(at, timeZone) >= date) ?? midnight).toISOString();
  if (begins.size >= mostBegins) begins.clear();
  begins.set(key, first);
  return first;
};
