import type { NumberRange } from '#domain/number-fragment.ts';
import { type Sql, sql } from '../../sql.ts';
import { type Word, wordMet } from './dictionaries.ts';
import { byConditions, type Driver, eachFacet, eachLettering, eachRange, eachRoad, eachWording } from './driver.ts';

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

// Where too many keys hold a word it is met by tens of thousands of rows: it is counted for the estimate, and walked.
const wordDriver = ({ wordings, kept, letterings, letteringRows }: Word): Driver => ({
  rows: wordings.rows + kept.rows + letteringRows,
  byNumber: wordings.keys !== null && kept.keys !== null,
  sources: [
    ...(wordings.keys === null || wordings.keys.length === 0 ? [] : [eachWording(wordings.keys)]),
    ...(kept.keys === null || kept.keys.length === 0 ? [] : [eachFacet(kept.keys)]),
    ...(letterings.length === 0 ? [] : [eachLettering(letterings)]),
  ],
});

/** What the words narrow a search to. */
export const askedDrivers = ({ ids, fragment, sourceNumber, roads, words = [] }: Asked): Driver[] => [
  ...(ids ? [{ rows: ids.length, sources: [byConditions], byNumber: false }] : []),
  ...(fragment?.ranges ? [{ rows: sum(fragment.ranges.map((range) => range.most)), sources: [eachRange(fragment.ranges)], byNumber: true }] : []),
  ...(sourceNumber === undefined ? [] : [{ rows: 10, sources: [byConditions], byNumber: false }]),
  ...(roads ? [{ rows: perRoad * roads.ids.length, sources: [eachRoad(roads.ids)], byNumber: true }] : []),
  ...words.map(wordDriver),
];
