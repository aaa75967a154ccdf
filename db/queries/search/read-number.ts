import { checkCharacter, parsePlate, plateSuggestions } from '#domain/asset-id.ts';
import type { Understood } from '#domain/contract/asset-search.ts';
import { rangesOfFragment } from '#domain/number-fragment.ts';
import type { Connection } from '../../sql.ts';
import { listAliased, listPrefixes, listStanding } from '../asset-numbers.ts';
import { findSurvivor } from '../assets.ts';
import type { Asked } from './asked.ts';

/** What a number asks of the assets, and how it was understood. */
export interface ReadNumber {
  readonly asked: Asked;
  readonly understood: Understood;
}

const mostRanges = 20_000;
const [nationalLength, plateLength] = [16, 17];

const read = (as: Understood['as'], text: string, ids: readonly string[], standsFor: string | null = null): ReadNumber => ({
  asked: { ids },
  understood: { as, text, standsFor, besides: [], point: null },
});

/** A number that is written right, as the asset that it stands for; null: it was given to none. */
const readWhole = async (connection: Connection, number: string): Promise<ReadNumber | null> => {
  const survivor = await findSurvivor(connection, number);
  const [asset] = await listStanding(connection, [survivor]);
  if (!asset) return null;
  if (asset.id !== number) return read('merged', number, [asset.id], asset.id);
  return read(asset.status === 'abandoned' || asset.status === 'removed' ? 'retired' : 'number', number, [number]);
};

const withMore = ({ asked, understood }: ReadNumber, more: readonly string[]): ReadNumber => ({ asked: { ids: [...(asked.ids ?? []), ...more] }, understood });

/** A number whole: on a plate with its check character, as a national code without. */
const wholeOf = (q: string, typed: string): string | null => {
  if (typed.length === nationalLength && !typed.endsWith('X')) return typed + checkCharacter(typed);
  const plate = parsePlate(q);
  return plate.ok ? plate.value : null;
};

/** Reads a number whole, with a slip, or a part of one; null: it is none. Mistyped, unknown, retired and merged ones are told apart. */
export const readNumber = async (connection: Connection, q: string): Promise<ReadNumber | null> => {
  const typed = q.replace(/[\s\p{Pd}]/gu, '').toUpperCase();
  const whole = wholeOf(q, typed);
  if (whole === null && !/^\d{4,18}$|^\d{3,17}X$/.test(typed)) return null;
  const aliased = await listAliased(connection, q);
  const known = whole === null ? null : await readWhole(connection, whole);
  if (known) return withMore(known, aliased);
  const slips = await listStanding(connection, plateSuggestions(typed));
  if (slips.length > 0)
    return withMore(
      read(
        'mistyped',
        typed,
        slips.map(({ id }) => id),
      ),
      aliased,
    );
  if (aliased.length > 0) return read('source-number', q, aliased);
  if (whole !== null) return read('unknown', typed.length === nationalLength ? typed : whole, []);
  if (typed.length >= plateLength) return read('mistyped', typed, []);
  const ranges = rangesOfFragment(typed, await listPrefixes(connection));
  const { understood } = read('digits', typed, []);
  return { asked: { fragment: { text: typed, ranges: ranges.length > mostRanges ? null : ranges } }, understood };
};
