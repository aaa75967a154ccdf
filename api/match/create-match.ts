import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { NearbyAssetRow } from '#db/queries/reports/matching.ts';
import { reachOf } from '#domain/access.ts';
import type { Candidate, MatchReply, MatchRequest } from '#domain/contract/match.ts';
import type { Name, Point } from '#domain/contract/terms.ts';
import { metresBetween } from '#domain/datum.ts';
import type { Lately } from '#domain/match/lately.ts';
import type { MatchContext } from '#domain/match/observation.ts';
import { publicReason } from '#domain/match/public-reason.ts';
import type { App, Person } from '../app-type.ts';
import { seenCandidate } from '../candidates.ts';
import { latelyOf } from '../lately.ts';
import { contextOf, isPinAlone, type MatchedReport, matchReport } from '../match-report.ts';
import { together } from '../together.ts';
import { vocabularyOf } from '../vocabulary.ts';

const nobody = { zh: '无主或未登记', en: 'Nobody’s, or not registered' };

const mayKnowOwners = (person: Person | null) => person !== null && reachOf(person.grants, 'orders.read', person.cityCode) !== null;

/** A passer-by gets the few round the pin, not a street's worth: no way to copy the registry pin by pin. */
const fewForThePublic = 10;

/** Of what is kept off the public map one sees what is so near; a tale of a smell of gas is no way to ask for the gas wells of a neighbourhood. */
const seenWithinM = 100;

const toBeSeen = (vocabulary: Vocabulary, { seen, plateAsset }: MatchedReport) => {
  const sensitive = new Set(vocabulary.classes.flatMap(({ code, isSensitive }) => (isSensitive ? [code] : [])));
  const named = new Set([...(plateAsset ? [plateAsset.id] : []), ...(seen.named ?? [])]);
  const located = [seen.addressPoint, seen.photoPoint].flatMap((found): readonly { readonly point: Point }[] => (found ? (found.places ?? [found]) : []));
  const points = [...(seen.position ? [seen.position] : []), ...located.map(({ point }) => point)];
  return (asset: NearbyAssetRow): boolean =>
    !sensitive.has(asset.classCode) || named.has(asset.id) || points.some((point) => metresBetween(point, asset) <= seenWithinM);
};

const fewOf = (vocabulary: Vocabulary, matched: MatchedReport): Candidate[] => {
  const { candidates } = matched.result;
  const isSeen = toBeSeen(vocabulary, matched);
  const few = [...candidates.filter((c) => c.asset !== null && isSeen(c.asset)).slice(0, fewForThePublic), ...candidates.filter((c) => c.asset === null)];
  const total = few.reduce((sum, c) => sum + c.probability, 0);
  return few
    .map((c) => ({ ...seenCandidate(c), probability: total > 0 ? c.probability / total : 1 / few.length }))
    .sort((a, b) => b.probability - a.probability);
};

const namesKept = new WeakMap<Vocabulary, ReadonlyMap<string, Name>>();

/** The units' names, put in order once for each reading of the vocabulary. */
const unitNamesOf = (vocabulary: Vocabulary): ReadonlyMap<string, Name> => {
  const names = namesKept.get(vocabulary) ?? new Map(vocabulary.units.map((u) => [u.id, u.name]));
  namesKept.set(vocabulary, names);
  return names;
};

/** A candidate with the reasons that anybody may read. */
const publicCandidate = (candidate: Candidate, context: MatchContext): Candidate => ({
  ...candidate,
  reasons: candidate.reasons.flatMap((reason) => publicReason(reason, candidate.classCode, context) ?? []),
});

const decideReply = (vocabulary: Vocabulary, matched: MatchedReport, staff: boolean): MatchReply => {
  const names = unitNamesOf(vocabulary);
  const { candidates, question } = matched.result;
  return {
    candidates: staff ? candidates.map(seenCandidate) : fewOf(vocabulary, matched).map((c) => publicCandidate(c, contextOf(vocabulary))),
    owners: staff
      ? matched.result.owners.map(({ unitId, probability }) => ({ unitId, probability, name: unitId === null ? nobody : (names.get(unitId) ?? nobody) }))
      : [],
    action: matched.result.action,
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

interface Asked {
  readonly vocabulary: Vocabulary;
  readonly lately: Lately | null;
  readonly asked: MatchRequest;
}
type Matching = (one: Asked) => Promise<PromiseSettledResult<MatchedReport>>;

const matchings = new WeakMap<App, Matching>();

/** Pins that are asked of at the same time are looked up by one statement. While the database looks for some the server weighs others. */
const matchingOf = (app: App): Matching => {
  const matching =
    matchings.get(app) ??
    together<Asked, PromiseSettledResult<MatchedReport>>(
      (all) => Promise.allSettled(all.map(({ vocabulary, asked, lately }) => matchReport(app.pool, vocabulary, asked, lately))),
      { most: 16, atOnce: 2 },
    );
  matchings.set(app, matching);
  return matching;
};

const match = async (app: App, one: Asked): Promise<MatchedReport> => {
  if (!isPinAlone(one.asked)) return matchReport(app.pool, one.vocabulary, one.asked, one.lately);
  const matched = await matchingOf(app)(one);
  if (matched.status === 'rejected') throw matched.reason;
  return matched.value;
};

/** Answers whose it is; staff see owners, the public what can be seen there. */
export const answerMatch = async (
  app: App,
  asked: MatchRequest,
  { person, now }: { readonly person: Person | null; readonly now: string },
): Promise<MatchReply> => {
  const vocabulary = await vocabularyOf(app.pool);
  const lately = await latelyOf(app.pool, vocabulary, now);
  return decideReply(vocabulary, await match(app, { vocabulary, lately, asked }), mayKnowOwners(person));
};
