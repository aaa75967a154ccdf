import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { NearbyAssetRow } from '#db/queries/reports/matching.ts';
import type { Candidate, MatchReply } from '#domain/contract/match.ts';
import type { Name, Point } from '#domain/contract/terms.ts';
import { metresBetween } from '#domain/datum.ts';
import { matchAssets, ownersKnown } from '#domain/match/match-assets.ts';
import type { MatchCandidate, MatchResult } from '#domain/match/observation.ts';
import { publicReason } from '#domain/match/public-reason.ts';
import { seenCandidate } from '../candidates.ts';
import { contextOf, type MatchedReport } from '../match-report.ts';
import type { Known } from './known-assets.ts';

const nobody = { zh: '无主或未登记', en: 'Nobody’s, or not registered' };
const beyondReach = { zh: '其他（不在您的权限范围）', en: 'Others, beyond your reach' };

/** A passer-by gets the few round the pin, not a street's worth: no way to copy the registry pin by pin. */
const fewForThePublic = 10;

/** Of what is kept off the public map one sees what is so near; a tale of a smell of gas is no way to ask for the gas wells of a neighbourhood. */
const seenWithinM = 100;

type Test = (asset: NearbyAssetRow) => boolean;
type Found = MatchCandidate<NearbyAssetRow>;

const toBeSeen = (vocabulary: Vocabulary, { seen, plateAsset }: MatchedReport): Test => {
  const sensitive = new Set(vocabulary.classes.flatMap(({ code, isSensitive }) => (isSensitive ? [code] : [])));
  const named = new Set([...(plateAsset ? [plateAsset.id] : []), ...(seen.named ?? [])]);
  const located = [seen.addressPoint, seen.photoPoint].flatMap((found): readonly { readonly point: Point }[] => (found ? (found.places ?? [found]) : []));
  const points = [...(seen.position ? [seen.position] : []), ...located.map(({ point }) => point)];
  return (asset) => !sensitive.has(asset.classCode) || named.has(asset.id) || points.some((point) => metresBetween(point, asset) <= seenWithinM);
};

/** What of a match somebody may know, and see. */
interface Reader {
  readonly knows: (asset: NearbyAssetRow | null) => boolean;
  readonly sees: Test;
}

const fewOf = (candidates: readonly Found[], { knows, sees }: Reader): Found[] => {
  const others = candidates.filter(({ asset }) => asset !== null && !knows(asset) && sees(asset));
  const few = [...candidates.filter(({ asset }) => asset === null || knows(asset)), ...others.slice(0, fewForThePublic)];
  const total = few.reduce((sum, c) => sum + c.probability, 0);
  return few.map((c) => ({ ...c, probability: total > 0 ? c.probability / total : 1 / few.length })).sort((a, b) => b.probability - a.probability);
};

/** A candidate with the reasons that whoever asks may read. */
const toldTo =
  ({ knows }: Reader, vocabulary: Vocabulary) =>
  (candidate: Found): Candidate => {
    const seen = seenCandidate(candidate);
    if (knows(candidate.asset)) return seen;
    return { ...seen, reasons: seen.reasons.flatMap((reason) => publicReason(reason, seen.classCode, contextOf(vocabulary)) ?? []) };
  };

const namesKept = new WeakMap<Vocabulary, ReadonlyMap<string, Name>>();

/** The units' names, put in order once for each reading of the vocabulary. */
const unitNamesOf = (vocabulary: Vocabulary): ReadonlyMap<string, Name> => {
  const names = namesKept.get(vocabulary) ?? new Map(vocabulary.units.map((u) => [u.id, u.name]));
  namesKept.set(vocabulary, names);
  return names;
};

const named = (vocabulary: Vocabulary, owners: MatchResult['owners']): MatchReply['owners'] => {
  const names = unitNamesOf(vocabulary);
  return owners.map(({ unitId, probability }) => ({ unitId, probability, name: unitId === null ? nobody : (names.get(unitId) ?? nobody) }));
};

/** The owners as far as whoever asks may know them; who may know of nothing here is told none, as the public is. */
const ownersTold = (vocabulary: Vocabulary, { result, observation, nearby }: MatchedReport, known: Known): MatchReply['owners'] => {
  if (known === 'all') return named(vocabulary, result.owners);
  if (![null, ...nearby].some(known)) return [];
  const { owners, beyond } = ownersKnown(observation, nearby, contextOf(vocabulary), known);
  const told = named(vocabulary, owners);
  return beyond === 0 ? told : [...told, { unitId: null, probability: beyond, name: beyondReach }].sort((a, b) => b.probability - a.probability);
};

/** What to do and to ask. What stands on a well that is not shown is not asked for either: that would tell that it is there. */
const decisionTold = (
  vocabulary: Vocabulary,
  { result, observation, nearby }: MatchedReport,
  { knows, sees }: Reader,
): Pick<MatchResult, 'action' | 'question'> => {
  const mayAskOf = (asset: NearbyAssetRow) => knows(asset) || sees(asset);
  const about = result.question?.about ?? null;
  if (about === null || result.candidates.some(({ asset }) => asset?.lettering === about && mayAskOf(asset))) return result;
  return matchAssets(observation, nearby, contextOf(vocabulary), mayAskOf);
};

/** A match as whoever asked may know it: all of what they may read themselves, and what can be seen there of the rest. */
export const tellMatch = (vocabulary: Vocabulary, matched: MatchedReport, known: Known): MatchReply => {
  const reader: Reader = { knows: known === 'all' ? () => true : known, sees: toBeSeen(vocabulary, matched) };
  const { action, question } = decisionTold(vocabulary, matched, reader);
  return {
    candidates: fewOf(matched.result.candidates, reader).map(toldTo(reader, vocabulary)),
    owners: ownersTold(vocabulary, matched, known),
    action,
    ...(question ? { question: { ask: question.ask, about: question.about, sureAfter: question.sureAfter, saves: Math.round(question.saves * 10) / 10 } } : {}),
    place: {
      position: matched.point,
      streetCode: matched.place.streetCode,
      streetName: matched.place.streetName,
      districtName: matched.place.districtName,
      address: matched.address,
    },
  };
};
