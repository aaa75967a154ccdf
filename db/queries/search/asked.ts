import type { NumberRange } from '#domain/number-fragment.ts';
import { join, type Sql, sql } from '../../sql.ts';
import { keptBy, type Word, wordMet } from './dictionaries.ts';
import { byConditions, type Driver, eachFacet, eachLettering, eachRange, eachRoad, eachWording, type Source } from './driver.ts';
import { firstAsked } from './facet-pages.ts';

/** What the words of a search came to. */
export interface Asked {
  readonly ids?: readonly string[];
  /** Ranges are null when there are too many to be asked one by one. */
  readonly fragment?: { readonly text: string; readonly ranges: readonly NumberRange[] | null };
  readonly sourceNumber?: string;
  readonly roads?: { readonly ids: readonly number[]; readonly address: string | null };
  readonly words?: readonly Word[];
}

const perRoad = 700;

/** That an asset `a` is what the words ask for. */
export const askedConditions = ({ ids, fragment, sourceNumber, roads, words = [] }: Asked): Sql[] => [
  ...(ids ? [sql`a.id = any(${ids})`] : []),
  ...(fragment ? [sql`a.id like ${`%${fragment.text}%`}`] : []),
  ...(sourceNumber === undefined ? [] : [sql`a.source_number = ${sourceNumber}`]),
  ...(roads ? [sql`a.road_id = any(${roads.ids})`] : []),
  ...(roads?.address ? [sql`a.address ~ ${roads.address}`] : []),
  ...words.map((word) => sql`(${wordMet(word)})`),
];

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

// Where too many keys hold a word, so much of all is met that a walk comes upon it at once.
const wordDriver = ({ wordings, kept, units, classes, letterings, letteringRows }: Word, narrowed: readonly Sql[]): Driver => {
  const written =
    wordings.keys === null
      ? null
      : [...(wordings.keys.length === 0 ? [] : [eachWording(wordings.keys)]), ...(letterings.length === 0 ? [] : [eachLettering(letterings)])];
  const isKept = units.length + classes.length > 0;
  return {
    rows: wordings.rows + kept.rows + letteringRows,
    gathered: written === null || kept.keys === null ? null : [...written, ...(kept.keys.length === 0 ? [] : [eachFacet(kept.keys)])],
    merged:
      written === null
        ? null
        : {
            sources: written,
            facets: isKept ? join([keptBy(units, classes, sql`f`), ...narrowed], sql` and `) : null,
            asks: (wordings.keys?.length ?? 0) + letterings.length + (isKept ? firstAsked : 0),
          },
  };
};

const by = (rows: number, source: Source, asks: number): Driver => ({ rows, gathered: [source], merged: { sources: [source], facets: null, asks } });

/** What the words narrow a search to. @param narrowed what narrows the combinations besides, on `asset_facets f` */
export const askedDrivers = ({ ids, fragment, sourceNumber, roads, words = [] }: Asked, narrowed: readonly Sql[]): Driver[] => [
  ...(ids ? [by(ids.length, byConditions, 1)] : []),
  ...(fragment?.ranges ? [by(sum(fragment.ranges.map((range) => range.most)), eachRange(fragment.ranges), fragment.ranges.length)] : []),
  ...(sourceNumber === undefined ? [] : [by(10, byConditions, 1)]),
  ...(roads ? [by(perRoad * roads.ids.length, eachRoad(roads.ids), roads.ids.length)] : []),
  ...words.map((word) => wordDriver(word, narrowed)),
];
