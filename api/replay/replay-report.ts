import { findSurvivor } from '#db/queries/assets/assets.ts';
import { listFollowedAt } from '#db/queries/network/heirs.ts';
import { getVocabulary, type Vocabulary } from '#db/queries/places/vocabulary.ts';
import { type AnsweredReportRow, findAnsweredReport } from '#db/queries/reports/match-versions.ts';
import { listAssetsByIdsAt, type NearbyAssetRow } from '#db/queries/reports/matching.ts';
import type { Connection } from '#db/sql.ts';
import { matchAssets } from '#domain/match/match-assets.ts';
import type { MatchResult, Observation } from '#domain/match/observation.ts';
import { findNearby } from '../find-nearby.ts';
import { unitsThen, withLivingUnits } from '../living-units.ts';
import { contextOf, hearAddress } from '../match-report.ts';

export interface Replayed {
  readonly report: AnsweredReportRow;
  /** By the version that answered it, among the assets as they stood then. */
  readonly again: MatchResult<NearbyAssetRow>;
  /** Of the same, by the version in use now. */
  readonly today: MatchResult<NearbyAssetRow>;
  readonly versionToday: string | null;
  /** The greatest difference between a probability as it was answered and as it is replayed. */
  readonly apart: number;
}

const keyOf = (assetId: string | null, isNothing: boolean | undefined) => assetId ?? (isNothing === true ? 'nothing' : 'unregistered');

const apartOf = (report: AnsweredReportRow, { candidates }: MatchResult): number => {
  const replayed = new Map(candidates.map((c) => [keyOf(c.asset?.id ?? null, c.isNothing), c.probability]));
  const then = new Map(report.candidates.map((c) => [keyOf(c.assetId, c.isNothing), c.probability]));
  return Math.max(0, ...[...new Set([...replayed.keys(), ...then.keys()])].map((key) => Math.abs((replayed.get(key) ?? 0) - (then.get(key) ?? 0))));
};

/** The assets that a report named, as they stood then: by its plate, one number of which may have become part of another by then, and by what was picked. */
const findNamedThen = async (connection: Connection, { seen, plate: saidPlate, pickedAssetId, receivedAt }: AnsweredReportRow) => {
  const plate = saidPlate === null ? null : await findSurvivor(connection, saidPlate, receivedAt);
  const weighed = [...(plate === null ? [] : [plate]), ...(seen.named ?? [])];
  const wanted = [...weighed, ...(pickedAssetId === null ? [] : [pickedAssetId])];
  const stood = wanted.length === 0 ? [] : await listAssetsByIdsAt(connection, wanted, seen.position, receivedAt);
  const picked = stood.find(({ id }) => id === pickedAssetId);
  return { plate, named: stood.filter(({ id }) => weighed.includes(id)), picked: picked ? { lon: picked.lon, lat: picked.lat } : null };
};

const observe = async (connection: Connection, vocabulary: Vocabulary, report: AnsweredReportRow) => {
  const { seen, text, plate: saidPlate, receivedAt } = report;
  const kind = vocabulary.kinds.find(({ code }) => code === report.kindCode) ?? null;
  const { plate, named, picked } = await findNamedThen(connection, report);
  const observation: Observation = { ...seen, text, address: hearAddress(vocabulary, report.address), plate, saidPlate, kind };
  const places = { ...seen, pin: seen.position ?? picked, accuracyM: seen.accuracyM ?? report.accuracyM };
  const nearby = kind?.about === 'none' ? [] : await findNearby(connection, places, named, receivedAt);
  return { observation, nearby };
};

/** The city's words and settings as they are now; whose name is whose as it was then, as the registry names whose things were. */
const getVocabularyThen = async (connection: Connection, at: string): Promise<Vocabulary> => {
  const vocabulary = await getVocabulary(connection);
  return { ...vocabulary, units: unitsThen(vocabulary.units, new Set(await listFollowedAt(connection, at))) };
};

/** Answers a report anew from what is kept of it: what was seen, the version that weighed it, the registry as it stood. Undefined: no such report. */
export const replayReport = async (connection: Connection, number: string): Promise<Replayed | undefined> => {
  const report = await findAnsweredReport(connection, number);
  if (!report) return undefined;
  const vocabulary = await getVocabularyThen(connection, report.receivedAt);
  const { observation, nearby } = await observe(connection, vocabulary, report);
  const of = (match: Vocabulary['match']) => matchAssets(observation, nearby, contextOf(withLivingUnits({ ...vocabulary, match })));
  const again = of(report.version === null ? null : { id: report.version, priors: report.priors });
  return { report, again, today: of(vocabulary.match), versionToday: vocabulary.match?.id ?? null, apart: apartOf(report, again) };
};
