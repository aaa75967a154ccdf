import { accept, type Decision, type Rejection, reject } from './rejection.ts';

/** What neither a file nor a form may say of an asset, whoever says it. */
export type SaidFacts = Readonly<Record<string, unknown>>;

/** A day or a year that has not come would be newer than every later word: a survey of 2062 would stand for all the surveys till then. */
export const isYetToCome = (dayOrYear: string, today: string): boolean => dayOrYear > today;

/**
 * A clear opening that is wider than its cover: the lid would fall in. The longer side counts, since some owners write down the longer side of
 * a rectangular opening, where GB/T 23858 means the circle that goes through. Null: it can be, or one of the two is not known.
 */
export const openingTooWide = (opening: number | null, ...sides: readonly (number | null)[]): Rejection | null => {
  const known = sides.filter((side) => side !== null);
  const size = Math.max(...known);
  if (opening === null || known.length === 0 || opening <= size) return null;
  return { code: 'clear-opening-wider', field: 'clearOpeningMm', params: { opening, size } };
};

const daysAndYears = ['lastVerifiedOn', 'fittedOn', 'yearBuilt'];
const measuresOfCover = ['clearOpeningMm', 'sizeMm', 'widthMm'];
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

const yetToCome = (field: string, value: unknown, today: string): Rejection | null => {
  if ((typeof value !== 'string' && typeof value !== 'number') || !isYetToCome(String(value), today)) return null;
  return { code: 'census-date-future', field, params: { text: String(value) } };
};

/**
 * What is wrong with what is said of an asset, or of its cover, by its fields. What was recorded wrong before counts only where a field of
 * the same matter is said anew: else nobody could mend one fault without the other.
 */
export const faultsOfFacts = (said: SaidFacts, today: string, recorded: SaidFacts = {}): Readonly<Record<string, Rejection>> => {
  const days = daysAndYears.map((field) => yetToCome(field, said[field], today));
  const [opening = null, ...sides] = measuresOfCover.map((field) => numberOf({ ...recorded, ...said }[field]));
  const wide = measuresOfCover.some((field) => said[field] !== undefined) ? openingTooWide(opening, ...sides) : null;
  return Object.fromEntries([...days, wide].flatMap((fault) => (fault === null ? [] : [[fault.field ?? '', fault]])));
};

/** The first of these faults. @param within the field that holds the said ones: 'cover' */
export const decideFacts = (said: SaidFacts, today: string, { recorded, within }: { recorded?: SaidFacts; within?: string } = {}): Decision<void> => {
  const [fault] = Object.values(faultsOfFacts(said, today, recorded));
  if (!fault) return accept(undefined);
  const { code, field = '', params = {} } = fault;
  return reject(code, { field: within === undefined ? field : `${within}/${field}`, params });
};
