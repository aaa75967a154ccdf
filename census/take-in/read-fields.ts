import { isYetToCome } from '#domain/asset-facts.ts';
import { hidesSomething } from '#domain/clean-text.ts';
import { localDate } from '#domain/local-time.ts';
import { type Rejection, reject } from '#domain/rejection.ts';
import type { ExchangeKey } from '../exchange-fields.ts';
import { type ListedKey, listedWords, readFlag, readListed, writeListed } from '../exchange-values.ts';

const mostRemembered = 20_000;

/** A field as the registry keeps it, in the words of COPY; null: the file says nothing; or why the row is refused. */
export type FieldReader = (text: string) => string | null | Rejection;

const plain = (text: string) => text.normalize('NFKC').trim();

const text =
  (limit: number): FieldReader =>
  (given) => {
    const said = given.trim();
    if (said.length > limit) return reject('census-text-too-long', { params: { limit } }).rejection;
    if (hidesSomething(said)) return reject('text-control-characters').rejection;
    return said === '' ? null : said;
  };

type Unit = 'm' | 'mm' | 'year';
const unitsIn: Readonly<Record<Unit, Readonly<Record<string, number>>>> = {
  m: { m: 1, 米: 1, cm: 0.01, 厘米: 0.01, mm: 0.001, 毫米: 0.001 },
  mm: { mm: 1, 毫米: 1, cm: 10, 厘米: 10, m: 1000, 米: 1000 },
  year: { 年: 1 },
};

const numberPattern = /^[+-]?(\d{1,12}(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?$/;

/** In the field's unit; not a number where the figures are none or their unit is another kind of thing. */
const reckon = (figures: string, name: string, unit: Unit | null): number => {
  if (!numberPattern.test(figures)) return Number.NaN;
  if (name === '') return Number(figures);
  const factor = unit === null ? undefined : unitsIn[unit][name.toLowerCase()];
  return factor === undefined ? Number.NaN : Number((Number(figures) * factor).toPrecision(12));
};

/** Digits with full-width ones among them, a decimal point, a unit behind (1.5m, 80cm) that is reckoned into the field's own. */
const number =
  (least: number, most: number, whole: boolean, unit: Unit | null): FieldReader =>
  (given) => {
    const [, figures = '', name = ''] = /^(.*?)\s*(mm|cm|m|毫米|厘米|米|年)?$/is.exec(plain(given.slice(0, 60))) ?? [];
    if (figures === '' && name === '') return null;
    const value = reckon(figures, name, unit);
    // What the database's four bytes cannot tell from nothing is nothing.
    if (value >= least && value <= most && (!whole || Number.isInteger(value))) return Math.fround(value) === 0 ? '0' : String(value);
    return reject('census-number-unreadable', { params: { text: given.slice(0, 40), least, most } }).rejection;
  };

const datePattern = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:[T\s]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)?)?$/i;
const offsetPattern = /(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|([+-])(\d{2}):?(\d{2})?)$/i;
const quarterMs = 900_000;
/** Of five years. */
const mostQuarters = 180_000;

/** The day in the city at an instant that a file says with its offset: midnight of 1 May in Shanghai is 2024-04-30T16:00:00Z. */
const daysIn = (timeZone: string) => {
  // Zones change at quarters of an hour, and a clock is read once for each: it takes 40 µs, twice as long as a row.
  const known = new Map<number, string>();
  return (day: string, [, hour, minute, sign, hours = 0, minutes = 0]: readonly (string | number | undefined)[]): string | null => {
    if (Number(hour) > 24 || Number(minute) > 59) return null;
    const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
    const quarter = Math.floor((Date.parse(`${day}T00:00Z`) + (Number(hour) * 60 + Number(minute) - offset) * 60_000) / quarterMs);
    const local = known.get(quarter) ?? localDate(quarter * quarterMs, timeZone);
    if (known.size < mostQuarters) known.set(quarter, local);
    return local;
  };
};

const date =
  (inCity: ReturnType<typeof daysIn>): FieldReader =>
  (given) => {
    const said = plain(given);
    if (said === '') return null;
    const parts = datePattern.exec(said);
    if (parts !== null) {
      const [year, month, day] = [Number(parts[1]), Number(parts[2] ?? parts[4]), Number(parts[3] ?? parts[5])];
      const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
      const written = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
      const offset = offsetPattern.exec(said);
      const isDay = year >= 1800 && year <= 2200 && month >= 1 && month <= 12 && day >= 1 && day <= lastDay;
      const meant = !isDay || offset === null ? written : inCity(written, offset);
      if (isDay && meant !== null) return meant;
    }
    return reject('census-date-unreadable', { params: { text: given.slice(0, 40) } }).rejection;
  };

/** A day, or a year, that has come. */
export const upTo =
  (today: string, read: FieldReader): FieldReader =>
  (given) => {
    const day = read(given);
    return typeof day === 'string' && isYetToCome(day, today) ? reject('census-date-future', { params: { text: given.slice(0, 40) } }).rejection : day;
  };

const year = number(1840, 2200, true, 'year');
const monthPattern = /^\d{4}[-/.年](0?[1-9]|1[0-2])月?$/;

/** A year, or the month or day within it that a file gives. */
const yearOf =
  (day: FieldReader): FieldReader =>
  (given) => {
    const said = plain(given);
    if (monthPattern.test(said)) return year(said.slice(0, 4));
    const on = datePattern.test(said) ? day(given) : null;
    return on === null ? year(given) : typeof on === 'string' ? year(on.slice(0, 4)) : on;
  };

const flag: FieldReader = (given) => {
  if (given.trim() === '') return null;
  const said = readFlag(given);
  return said === null ? reject('census-flag-unreadable', { params: { text: given.slice(0, 40) } }).rejection : said ? 't' : 'f';
};

const listed =
  (key: ListedKey): FieldReader =>
  (given) => {
    if (given.trim() === '') return null;
    const known = () => [...new Set(listedWords(key).values())].map((code) => writeListed(key, code)).join('、');
    return readListed(key, given) ?? reject('census-word-unknown', { params: { text: given.slice(0, 40), known: known() } }).rejection;
  };

/** A word of a list, or whatever else is said. */
const worded =
  (key: ListedKey, read: FieldReader): FieldReader =>
  (given) =>
    readListed(key, given) ?? read(given);

const loadClasses = ['A15', 'B125', 'C250', 'D400', 'E600', 'F900'];
const loadClass: FieldReader = (given) => {
  const said = plain(given)
    .toUpperCase()
    .replace(/[\s级]/g, '');
  if (said === '') return null;
  return (
    loadClasses.find((known) => known === said || known.slice(1) === said || known.charAt(0) === said) ??
    reject('census-word-unknown', { params: { text: given.slice(0, 40), known: loadClasses.join('、') } }).rejection
  );
};

const shownShort = /^\d(\.\d+E\+?|E\+)\d+$/i;

/** Of sixteen digits a table shows 9.9E+15, and a file that went through it has lost the others; an owner's own 1E5 is a number of theirs. */
export const lostFigures = (given: string): Rejection | null =>
  shownShort.test(given.trim()) ? reject('census-number-figures', { params: { text: given.trim().slice(0, 40) } }).rejection : null;

const sourceNumber = text(64);

/** How each field that needs nothing but itself is read; class, units and position are read where the city is known. */
export const fieldReadersIn = (timeZone: string) => {
  const day = date(daysIn(timeZone));
  return { firstRecordedOn: day, changedOn: day, lastVerifiedOn: day, coverFittedOn: day, yearBuilt: yearOf(day), ...plainReaders } satisfies Partial<
    Record<ExchangeKey, FieldReader>
  >;
};

const plainReaders = {
  sourceNumber: (given) => lostFigures(given) ?? sourceNumber(given),
  name: text(100),
  gridCell: text(40),
  dataSource: worded('dataSource', text(100)),
  note: text(2000),
  address: text(200),
  howMeasured: worded('howMeasured', text(40)),
  chamberMaterial: worded('chamberMaterial', text(40)),
  ownerEvidence: worded('ownerEvidence', text(100)),
  coverMaker: text(100),
  coverLettering: text(40),
  status: listed('status'),
  locationKind: listed('locationKind'),
  coverShape: listed('coverShape'),
  coverMaterial: listed('coverMaterial'),
  coverLoadClass: loadClass,
  positionAccuracyM: number(0, 1000, false, 'm'),
  ownerConfidence: number(0, 1, false, null),
  depthM: number(0, 100, false, 'm'),
  levelDifferenceMm: number(-1000, 1000, false, 'mm'),
  chamberSizeMm: number(1, 50_000, true, 'mm'),
  coverSizeMm: number(1, 10_000, true, 'mm'),
  coverWidthMm: number(1, 10_000, true, 'mm'),
  clearOpeningMm: number(1, 10_000, true, 'mm'),
  hasAntiFallNet: flag,
  floodProne: flag,
  coverBolted: flag,
  coverVented: flag,
  coverSmartSensor: flag,
} as const satisfies Partial<Record<ExchangeKey, FieldReader>>;

/** Remembers what few different texts mean. A column in which hardly any text comes again is soon not looked up any more. */
export const remembering = (read: FieldReader): FieldReader => {
  const known = new Map<string, string | null | Rejection>();
  let [asked, isUseless] = [0, false];
  return (given) => {
    if (isUseless) return read(given);
    asked++;
    const found = known.get(given);
    if (found !== undefined) return found;
    const value = read(given);
    if (known.size < mostRemembered) known.set(given, value);
    else if (asked < 2 * mostRemembered) isUseless = true;
    return value;
  };
};
