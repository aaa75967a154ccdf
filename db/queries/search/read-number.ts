import { checkCharacter, parsePlate, plateSuggestions } from '#domain/asset-id.ts';
import type { Understood } from '#domain/contract/asset-search.ts';
import { rangesOfFragment } from '#domain/number-fragment.ts';
import type { Connection } from '../../sql.ts';
import { type Called, findCalled, listPrefixes, listStanding } from '../assets/asset-numbers.ts';
import { findSurvivor } from '../assets/assets.ts';
import type { Asked } from './asked.ts';

/** What a number asks of the assets, and how it was understood. */
export interface ReadNumber {
  readonly asked: Asked;
  readonly understood: Understood;
}

const mostRanges = 20_000;
const [nationalLength, plateLength] = [16, 17];

const read = (as: Understood['as'], text: string, ids: readonly string[], standsFor: string | null = null): ReadNumber => ({
  asked: { numbered: { ids, called: null, fragment: null } },
  understood: { as, text, standsFor, alike: 1, besides: [], point: null, box: null },
});

/** A number that is written right, as the asset that it stands for; null: it was given to none. */
const readWhole = async (connection: Connection, number: string): Promise<ReadNumber | null> => {
  const survivor = await findSurvivor(connection, number);
  const [asset] = await listStanding(connection, [survivor]);
  if (!asset) return null;
  if (asset.id !== number) return read('merged', number, [asset.id], asset.id);
  return read(asset.status === 'abandoned' || asset.status === 'removed' ? 'retired' : 'number', number, [number]);
};

/** Who owns a well may call it by a number that reads as another's identity: both are meant. */
const orCalled = ({ asked: { numbered }, understood }: ReadNumber, called: Called): ReadNumber => ({
  asked: numbered ? { numbered: { ...numbered, called } } : {},
  understood,
});

const isCalled = ({ rows, formerly }: Called): boolean => rows + formerly.length > 0;

/** What an owner calls by this, or called so once; null: nobody does. */
export const readCalled = async (connection: Connection, q: string): Promise<ReadNumber | null> => {
  const called = await findCalled(connection, q);
  return isCalled(called) ? orCalled(read('source-number', q, []), called) : null;
};

const longestKnown = (typed: string): string => typed.split('?').reduce((longest, part) => (part.length > longest.length ? part : longest), '');

/** A part of a number, with ? for each character that could not be read; who calls an asset by the very same is meant as well. */
const readPart = async (connection: Connection, typed: string, called: Called): Promise<ReadNumber> => {
  const ranges = rangesOfFragment(longestKnown(typed), await listPrefixes(connection));
  const part = typed.replaceAll('?', '_');
  const fragment = { pattern: typed.length === plateLength ? part : `%${part}%`, ranges: ranges.length > mostRanges ? null : ranges };
  const { understood } = read(isCalled(called) ? 'digits-or-source-number' : 'digits', typed, []);
  return { asked: { numbered: { ids: [], called, fragment } }, understood };
};

/** A number whole: on a plate with its check character, as a national code without. */
const wholeOf = (q: string, typed: string): string | null => {
  if (typed.includes('?')) return null;
  if (typed.length === nationalLength && !typed.endsWith('X')) return typed + checkCharacter(typed);
  const plate = parsePlate(q);
  return plate.ok ? plate.value : null;
};

/** Four characters in a row at least were read, and between or beside them some could not be. */
const isPart = (typed: string): boolean => /^(?=.*\?)[\d?]{5,17}X?$/.test(typed) && typed.length <= plateLength && longestKnown(typed).length >= 4;

/** Reads a number whole, with a slip, or a part of one; null: it is none. Mistyped, unknown, retired and merged ones are told apart. */
export const readNumber = async (connection: Connection, q: string): Promise<ReadNumber | null> => {
  const typed = q
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('*', '?')
    .toUpperCase();
  const whole = wholeOf(q, typed);
  if (whole === null && !isPart(typed) && !/^\d{4,18}$|^\d{3,17}X$/.test(typed)) return null;
  const called = await findCalled(connection, q);
  const known = whole === null ? null : await readWhole(connection, whole);
  if (known) return orCalled(known, called);
  const slips = isPart(typed) ? [] : await listStanding(connection, plateSuggestions(typed)); // what could not be read is no slip
  if (slips.length > 0)
    return orCalled(
      read(
        'mistyped',
        typed,
        slips.map(({ id }) => id),
      ),
      called,
    );
  if (isCalled(called) && typed.length >= nationalLength) return orCalled(read('source-number', q, []), called);
  if (whole !== null) return read('unknown', typed.length === nationalLength ? typed : whole, []);
  if (typed.length >= plateLength && !isPart(typed)) return read('mistyped', typed, []);
  return readPart(connection, typed, called);
};
