import { listMergedInto } from '#db/queries/assets/asset-joins.ts';
import { findSurvivor } from '#db/queries/assets/assets.ts';
import type { KindRow, Vocabulary } from '#db/queries/places/vocabulary.ts';
import { type Look, listOpenHoles, type OpenHoleRow, type StoredTelling } from '#db/queries/reports/open-holes.ts';
import { listFingerprints } from '#db/queries/reports/photos.ts';
import type { Connection } from '#db/sql.ts';
import { withPriors } from '#domain/match/priors.ts';
import { statesTaking } from '#domain/merge-incident.ts';
import { defaultRepeatPriors, type RepeatPriors } from '#domain/repeat/repeat-priors.ts';
import { decideRepeat, type SameHole, sameHoles } from '#domain/repeat/same-hole.ts';
import { likelyOf, type Telling, unpackLikely } from '#domain/repeat/telling.ts';
import { storedCandidate } from './candidates.ts';
import type { MatchedReport } from './match-report.ts';

/** The open hole that a report may tell of, with its order. */
export type Repeat = SameHole & Pick<OpenHoleRow, 'orderId'>;

export interface FoundRepeats {
  /** Likeliest first. */
  readonly repeats: readonly Repeat[];
  readonly action: ReturnType<typeof decideRepeat>;
}

const leastM = 60;
const mostM = 300;
/** How far around a report a hole may lie that it tells of. */
export const aroundReport = ({ point, accuracyM }: Pick<MatchedReport, 'point' | 'accuracyM'>): Look => ({
  point,
  withinM: Math.min(mostM, Math.max(leastM, 4 * accuracyM)),
});

/** What a city's settings say of repeats, over what is stated. */
export const repeatPriorsOf = (vocabulary: Vocabulary): RepeatPriors => withPriors(vocabulary.city.settings['repeats'], defaultRepeatPriors);

/** A report as one telling of a hole. */
export const tellingOf = (matched: MatchedReport, kind: KindRow, at: string, photoHashes: readonly string[] = []): Telling => ({
  candidates: likelyOf(matched.result.candidates.map(storedCandidate)),
  namedAssetId: matched.plateAsset?.id ?? matched.pickedAsset?.id ?? null,
  point: matched.point,
  accuracyM: matched.accuracyM,
  kind: { code: kind.code, assetStatus: kind.assetStatus },
  text: matched.text,
  at,
  photoHashes,
});

const tellingFrom =
  (standing: ReadonlyMap<string, string>) =>
  ({ likely, candidates, namedAssetId, ...rest }: StoredTelling): Telling => {
    const today = (id: string | null) => id && (standing.get(id) ?? id);
    const told = likely ? unpackLikely(likely) : likelyOf(candidates ?? []);
    return { ...rest, namedAssetId: today(namedAssetId), candidates: told.map((one) => ({ ...one, assetId: today(one.assetId) })) };
  };

/**
 * The assets that stand for numbers that were told of and are none of what stands around: merged since, or borne by a census row. Of what was merely likely the numbers that were merged into what
 * stands around are enough: what stands nowhere near is not what the report means either. Seldom is any other asked for.
 * @param merged the numbers that were merged into what stands around
 */
const standingFor = async (
  connection: Connection,
  holes: readonly OpenHoleRow[],
  { nearby }: MatchedReport,
  merged: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> => {
  const known = new Set([...nearby.map(({ id }) => id), ...merged.keys()]);
  const named = new Set(holes.flatMap(({ tellings }) => tellings.flatMap(({ namedAssetId }) => namedAssetId ?? [])).filter((id) => !known.has(id)));
  return new Map([...merged, ...(await Promise.all([...named].map(async (id) => [id, await findSurvivor(connection, id)] as const)))]);
};

/** The open holes that a report may tell of, and whether it is joined, offered or kept apart: what is sure, is likely, is neither. */
export const findRepeats = async (
  connection: Connection,
  vocabulary: Vocabulary,
  asked: { readonly matched: MatchedReport; readonly kind: KindRow; readonly isHazard: boolean; readonly photoIds: readonly string[]; readonly now: string },
): Promise<FoundRepeats> => {
  const { matched, kind, isHazard, photoIds, now } = asked;
  const [holes, merged] = await Promise.all([
    listOpenHoles(connection, { ...aroundReport(matched), states: statesTaking(isHazard) }),
    listMergedInto(
      connection,
      matched.nearby.map(({ id }) => id),
    ),
  ]);
  const standing = await standingFor(connection, holes, matched, merged);
  const hashes = photoIds.length === 0 ? [] : await listFingerprints(connection, photoIds);
  const priors = repeatPriorsOf(vocabulary);
  const open = holes.map(({ incidentId, tellings }) => ({ incidentId, tellings: tellings.map(tellingFrom(standing)) }));
  const found = sameHoles(tellingOf(matched, kind, now, hashes), open, priors);
  const orders = new Map(holes.map(({ incidentId, orderId }) => [incidentId, orderId]));
  return { repeats: found.map((one) => ({ ...one, orderId: orders.get(one.incidentId) ?? '' })), action: decideRepeat(found, isHazard, priors) };
};
