import type { Static } from 'typebox';
import type { Pool } from '#db/pool.ts';
import { nameGroups } from '#db/queries/figures/analysis.ts';
import { type AnsweredOrderRow, countAnswers, listAnswered, listMatchVersions, type MatchingFilter, type SaidRow } from '#db/queries/figures/matching.ts';
import { type Reach, reachOf } from '#domain/access.ts';
import type * as contract from '#domain/contract/matching.ts';
import { type Matching, type MatchingQuery, type MatchVersion, mostAnswers, mostChanges, mostVersions } from '#domain/contract/matching.ts';
import { figuresOf } from '#domain/said-and-true.ts';
import type { Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { type Ended, pageOf, readCursor } from './read-cursor.ts';

const filterOf = (person: Person, asked: MatchingQuery): MatchingFilter => {
  const reach: Reach | null = reachOf(person.grants, 'matching.read', person.cityCode);
  if (reach === null) throw refuse('forbidden');
  return { reach, asked, most: mostAnswers };
};

/** The groups of one dimension, those with most answers first. */
const groupsOf = (rows: readonly SaidRow[], dimension: SaidRow['dimension']) =>
  [
    ...Map.groupBy(
      rows.filter((row) => row.dimension === dimension),
      ({ key }) => key,
    ),
  ]
    .map(([code, bins]) => ({ code, ...figuresOf(bins) }))
    .sort((a, b) => b.answers - a.answers || a.code.localeCompare(b.code));

/** What matching said of the newest closed orders' owners against who did the work. @throws HttpError forbidden */
export const countSaid = async (pool: Pool, person: Person, asked: MatchingQuery): Promise<Matching> => {
  const { groups, since, all } = await countAnswers(pool, filterOf(person, asked));
  const districts = groupsOf(groups, 'district');
  const names = await nameGroups(
    pool,
    'places',
    districts.map(({ code }) => code),
  );
  const total = groups.filter(({ dimension }) => dimension === 'total').sort((a, b) => a.bin - b.bin);
  return {
    since,
    isFull: all >= mostAnswers,
    total: figuresOf(total),
    bins: total.map((one) => {
      const { answers, right, said, low, high } = figuresOf([one]);
      return { bin: one.bin, answers, right, said, low, high };
    }),
    channels: groupsOf(groups, 'channel'),
    districts: districts.map((group) => ({ ...group, name: names.get(group.code) ?? { zh: group.code, en: group.code } })),
    classes: groupsOf(groups, 'class'),
  };
};

/** The orders behind these figures, last closed first. @throws HttpError query-invalid, forbidden */
export const ordersSaid = async (
  pool: Pool,
  person: Person,
  { cursor, limit = 50, bin, which, ...asked }: Static<(typeof contract.listMatchingOrders)['query']>,
): Promise<{ orders: Omit<AnsweredOrderRow, 'at'>[]; nextCursor: string | null }> => {
  const after: Ended | null = cursor === undefined ? null : readCursor(cursor);
  return pageOf(await listAnswered(pool, filterOf(person, asked), { bin: bin ?? null, which: which ?? null, ownUnits: person.unitIds, after, limit }), limit);
};

/** The versions that were kept. A version of before something was kept tells nothing of it. */
export const versionsKept = async (pool: Pool): Promise<{ versions: MatchVersion[]; all: number }> => {
  const { versions, all } = await listMatchVersions(pool, mostVersions);
  return {
    all,
    versions: versions.map(({ summary: { taught, before, after, gain = null, changes = [] }, ...version }) => ({
      ...version,
      taught,
      before,
      after,
      gain,
      changes: changes.slice(0, mostChanges),
      changed: changes.length,
    })),
  };
};
