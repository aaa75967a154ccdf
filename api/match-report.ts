import { findSurvivor } from '#db/queries/assets.ts';
import type { MatchSeen } from '#db/queries/match-versions.ts';
import { listAssetsByIds, listNearbyAssets, listNearbyAssetsAt, type NearbyAssetRow } from '#db/queries/matching.ts';
import type { PlaceRow } from '#db/queries/places.ts';
import type { KindRow, Vocabulary } from '#db/queries/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import { decideText } from '#domain/clean-text.ts';
import type { MatchRequest } from '#domain/contract/match.ts';
import type { Point } from '#domain/contract/terms.ts';
import { metresBetween } from '#domain/datum.ts';
import { isElsewhere } from '#domain/match/elsewhere.ts';
import { matchAssets } from '#domain/match/match-assets.ts';
import type { MatchContext, MatchResult, Observation } from '#domain/match/observation.ts';
import { defaultPriors, type MatchPriors, withPriors } from '#domain/match/priors.ts';
import { decidePosition } from '#domain/position.ts';
import { accepted, refuse } from './errors.ts';
import { type FoundAddress, findAddress, refuseAddress } from './find-address.ts';
import { placeOf } from './place-of.ts';
import { readPlate } from './read-plate.ts';

/** A report's words and places, taken apart and looked up: what match and report both work on. */
export interface MatchedReport {
  readonly text: string;
  readonly address: string | null;
  readonly kind: KindRow | null;
  readonly pin: Point | null;
  readonly plateAsset: NearbyAssetRow | null;
  readonly pickedAsset: NearbyAssetRow | null;
  /** Where it is: the pin, else the plate's or the picked asset's own place, else the address. */
  readonly point: Point;
  readonly accuracyM: number;
  readonly place: PlaceRow;
  readonly result: MatchResult<NearbyAssetRow>;
  /** What was seen of it and which version weighed it: all that a replay needs. */
  readonly seen: MatchSeen;
  readonly version: string | null;
}

type Asked = MatchRequest & { readonly assetId?: string | undefined };

const farthestPickM = 500;
const kindOf = (vocabulary: Vocabulary, code: string | undefined): KindRow | null => {
  if (code === undefined) return null;
  const kind = vocabulary.kinds.find((k) => k.code === code);
  if (!kind) throw refuse('kind-unknown', { field: 'kind' });
  return kind;
};

const findNamedAssets = async (connection: Connection, asked: Asked, pin: Point | null) => {
  const said = asked.plate === undefined ? null : await readPlate(connection, asked.plate, { person: null, near: pin, field: 'plate' });
  const plate = said === null ? null : await findSurvivor(connection, said); // a merged number is the asset that it became part of
  const wanted = [plate, asked.assetId ?? null].filter((id) => id !== null);
  const found = wanted.length === 0 ? [] : await listAssetsByIds(connection, wanted, pin);
  const plateAsset = found.find((a) => a.id === plate) ?? null;
  const pickedAsset = found.find((a) => a.id === asked.assetId) ?? null;
  if (plate !== null && !plateAsset) throw refuse('plate-unknown', { field: 'plate' });
  if (asked.assetId !== undefined && !pickedAsset) throw refuse('plate-unknown', { field: 'assetId' });
  if (pickedAsset && pin && metresBetween(pin, pickedAsset) > farthestPickM)
    throw refuse('asset-too-far', { field: 'assetId', params: { metres: farthestPickM } });
  return { plate, saidPlate: said, plateAsset, pickedAsset };
};

/** In a crowded street sixty-four lie within 15 m: a worse pin is weighed against more. */
const mostOf = (accuracyM: number) => (accuracyM <= 15 ? 64 : accuracyM <= 30 ? 160 : 256);
/** Most pins lie within their accuracy, one in six within three times as much: farther than four times nothing is looked for. */
const radiusOf = (accuracyM: number) => Math.min(400, Math.max(60, accuracyM * 4));

/** What is registered around a pin, an address or both, the asset on the plate among it: nearest first. @param at as the registry stood then; null: as it stands */
export const findNearby = async (
  connection: Connection,
  pin: Point | null,
  accuracyM: number,
  found: FoundAddress | null,
  plateAsset: NearbyAssetRow | null,
  at: string | null = null,
) => {
  const listAround = ({ point, errorM }: { readonly point: Point; readonly errorM: number }) =>
    at === null
      ? listNearbyAssets(connection, point, radiusOf(errorM), mostOf(errorM))
      : listNearbyAssetsAt(connection, point, radiusOf(errorM), mostOf(errorM), at);
  const around = [...(pin ? [listAround({ point: pin, errorM: accuracyM })] : []), ...(found?.places ?? (found ? [found] : [])).map(listAround)];
  const nearby = new Map<string, NearbyAssetRow>();
  for (const asset of [...(plateAsset ? [plateAsset] : []), ...(await Promise.all(around)).flat()]) if (!nearby.has(asset.id)) nearby.set(asset.id, asset);
  const from = pin ?? found?.point;
  const distance = (asset: NearbyAssetRow) => (from ? metresBetween(from, asset) : 0);
  return [...nearby.values()].map((asset) => ({ ...asset, distanceM: asset.distanceM ?? distance(asset) })).sort((a, b) => distance(a) - distance(b));
};

const pointOf = (asset: NearbyAssetRow | null): Point | null => (asset ? { lon: asset.lon, lat: asset.lat } : null);

const readWords = (vocabulary: Vocabulary, asked: Asked) => {
  const { name, west, south, east, north } = vocabulary.city;
  return {
    text: accepted(decideText(asked.text ?? '', 'text', 2000)),
    address: accepted(decideText(asked.address ?? '', 'address', 200)) || null,
    kind: kindOf(vocabulary, asked.kind),
    pin: asked.position ? accepted(decidePosition(asked.position, { name, bounds: [west, south, east, north] })) : null,
  };
};

const findPlaceOf = async (connection: Connection, vocabulary: Vocabulary, point: Point, field: string): Promise<PlaceRow> => {
  const place = await placeOf(connection, vocabulary, point);
  const city = vocabulary.city.name;
  if (!place) throw refuse('position-outside-city', { field, params: { cityZh: city.zh, cityEn: city.en } });
  return place;
};

/** As accurate as the pin says, else as the registry knows the asset, else as the address is. */
const accuracyOf = (asked: Asked, pin: Point | null, asset: NearbyAssetRow | null, found: FoundAddress | null, usualM: number): number =>
  asked.accuracyM ?? (pin ? usualM : (asset?.positionAccuracyM ?? found?.errorM ?? usualM));

/** A report as matching sees it, with what is registered around it. */
export interface ObservedReport extends Omit<MatchedReport, 'result' | 'seen' | 'version'> {
  readonly observation: Observation;
  readonly nearby: readonly NearbyAssetRow[];
}

/**
 * Takes apart what was said and finds what is registered around it. Refuses a place that is none, unknown plates and kinds, and words that
 * cannot be shown.
 */
export const observeReport = async (connection: Connection, vocabulary: Vocabulary, asked: Asked): Promise<ObservedReport> => {
  const said = readWords(vocabulary, asked);
  const { text, address, kind, pin } = said;
  const { plate, saidPlate, plateAsset, pickedAsset } = await findNamedAssets(connection, asked, pin);
  // Another city's roads tell nothing here, though some are called alike.
  const isAway = address !== null && isElsewhere(address, Object.values(vocabulary.city.name));
  const found = address === null || isAway ? null : await findAddress(connection, address, pin);
  const named = plateAsset ?? pickedAsset;
  const point = pin ?? pointOf(named) ?? found?.point;
  if (!point) throw address === null ? refuse('place-missing') : await refuseAddress(connection, address, vocabulary.city.name);
  // Who names an asset may tell of it from elsewhere: its order belongs to the street in which it stands.
  const accuracyM = accuracyOf(asked, pin, named, found, priorsOf(vocabulary).defaultAccuracyM);
  const observation: Observation = {
    position: pin,
    accuracyM: pin ? accuracyM : null,
    text,
    address: isAway ? null : address,
    plate,
    saidPlate,
    kind,
    addressPoint: found,
    answers: asked.answers,
  };
  const [place, nearby] = await Promise.all([
    findPlaceOf(connection, vocabulary, pointOf(named) ?? point, pin ? 'position' : 'address'),
    kind?.about === 'none' ? [] : findNearby(connection, pin ?? pointOf(pickedAsset), accuracyM, found, plateAsset),
  ]);
  return { ...said, plateAsset, pickedAsset, point, accuracyM, place, observation, nearby };
};

const believed = new WeakMap<Vocabulary, MatchPriors>();

/** What was learned, and over it what the city itself says; put together once for each reading of the vocabulary. */
const priorsOf = (vocabulary: Vocabulary): MatchPriors => {
  const priors = believed.get(vocabulary) ?? withPriors(vocabulary.city.settings['match'], withPriors(vocabulary.match?.priors, defaultPriors));
  believed.set(vocabulary, priors);
  return priors;
};

const contexts = new WeakMap<Vocabulary, MatchContext>();

/** What matching knows of the city: its words, and what it believes; put together once, as these are. */
export const contextOf = (vocabulary: Vocabulary): MatchContext => {
  const context = contexts.get(vocabulary) ?? {
    classWords: vocabulary.classes,
    unitWords: vocabulary.units.flatMap((u) => (u.active && u.words.length > 0 ? [{ unitId: u.id, words: u.words }] : [])),
    priors: priorsOf(vocabulary),
  };
  contexts.set(vocabulary, context);
  return context;
};

/** Weighs each asset near: the same for a question and for a report. */
export const matchReport = async (connection: Connection, vocabulary: Vocabulary, asked: Asked): Promise<MatchedReport> => {
  const { observation, nearby, ...rest } = await observeReport(connection, vocabulary, asked);
  const { position, accuracyM, addressPoint = null, answers } = observation;
  const result = matchAssets(observation, nearby, contextOf(vocabulary));
  return { ...rest, seen: { position, accuracyM, addressPoint, ...(answers ? { answers } : {}) }, version: vocabulary.match?.id ?? null, result };
};
