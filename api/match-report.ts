import type { PlaceRow } from '#db/queries/places/places.ts';
import type { KindRow, Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { MatchSeen } from '#db/queries/reports/match-versions.ts';
import type { NearbyAssetRow } from '#db/queries/reports/matching.ts';
import type { Connection } from '#db/sql.ts';
import { decideText } from '#domain/clean-text.ts';
import type { MatchRequest } from '#domain/contract/match.ts';
import type { Point } from '#domain/contract/terms.ts';
import { livingIn } from '#domain/living-unit.ts';
import { isElsewhere } from '#domain/match/elsewhere.ts';
import { hearLately, type Lately, toldOf } from '#domain/match/lately.ts';
import { matchAssets } from '#domain/match/match-assets.ts';
import type { AddressPoint, MatchContext, MatchResult, Observation } from '#domain/match/observation.ts';
import { defaultPriors, type MatchPriors, withPriors } from '#domain/match/priors.ts';
import { decidePosition } from '#domain/position.ts';
import { accepted, refuse } from './errors.ts';
import { findAddress, refuseAddress } from './find-address.ts';
import { findNearby } from './find-nearby.ts';
import { findNamedAssets, type NamedAssets } from './named-assets.ts';
import { findPhotoPlace } from './photo-place.ts';
import { placeOf } from './place-of.ts';

/** A report's words and places, taken apart and looked up: what match and report both work on. */
export interface MatchedReport {
  readonly text: string;
  readonly address: string | null;
  readonly kind: KindRow | null;
  readonly pin: Point | null;
  /** The whole number that was said. */
  readonly plate: string | null;
  readonly plateAsset: NearbyAssetRow | null;
  readonly pickedAsset: NearbyAssetRow | null;
  readonly merged: NamedAssets['merged'];
  readonly isPickTooFar: boolean;
  /** Where it is: the pin, else the plate's or the picked asset's own place, else the address, else where its photo was taken. */
  readonly point: Point;
  readonly accuracyM: number;
  readonly place: PlaceRow;
  readonly observation: Observation;
  readonly nearby: readonly NearbyAssetRow[];
  readonly result: MatchResult<NearbyAssetRow>;
  /** What was seen of it and which version weighed it: all that a replay needs. */
  readonly seen: MatchSeen;
  /** Of which class it is by all but what was told lately: worked out for what is kept. */
  readonly told: () => Readonly<Record<string, number>>;
  readonly version: string | null;
}

type Asked = MatchRequest & { readonly assetId?: string | undefined };

const kindOf = (vocabulary: Vocabulary, code: string | undefined): KindRow | null => {
  if (code === undefined) return null;
  const kind = vocabulary.kinds.find((k) => k.code === code);
  if (!kind) throw refuse('kind-unknown', { field: 'kind' });
  return kind;
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

/** As accurate as the pin says, else as the registry knows the asset, else as the address or the photo is. */
const accuracyOf = (asked: Asked, pin: Point | null, asset: NearbyAssetRow | null, found: AddressPoint | null, usualM: number): number =>
  asked.accuracyM ?? (pin ? usualM : (asset?.positionAccuracyM ?? found?.errorM ?? usualM));

/** A report as matching sees it, with what is registered around it. */
export type ObservedReport = Omit<MatchedReport, 'result' | 'seen' | 'told' | 'version'>;

/** What is heard of an address that was said or kept: another city's roads tell nothing here, though some are called alike. */
export const hearAddress = ({ city }: Vocabulary, address: string | null): string | null =>
  address !== null && isElsewhere(address, Object.values(city.name)) ? null : address;

/** What is left of an address is heard and located. */
const locate = async (connection: Connection, vocabulary: Vocabulary, address: string | null, pin: Point | null) => {
  const heard = hearAddress(vocabulary, address);
  return { heard, addressPoint: heard === null ? null : await findAddress(connection, heard, pin) };
};

/**
 * Takes apart what was said and finds what is registered around it. Refuses a place that is none, unknown plates and kinds, and words that
 * cannot be shown.
 */
export const observeReport = async (connection: Connection, vocabulary: Vocabulary, asked: Asked, lately: Lately | null = null): Promise<ObservedReport> => {
  const said = readWords(vocabulary, asked);
  const { text, address, kind, pin } = said;
  const priors = priorsOf(vocabulary);
  const photoPoint = await findPhotoPlace(connection, vocabulary, asked, priors);
  const hasPlace = [pin, address, photoPoint].some((place) => place !== null);
  const { plate, saidPlate, plateRead, plateAsset, pickedAsset, merged, isPickTooFar, likeAssets, bearing } = await findNamedAssets(connection, asked, pin, {
    hasPlace,
  });
  const { heard, addressPoint } = await locate(connection, vocabulary, address, pin);
  const named = plateAsset ?? pickedAsset;
  const point = pin ?? pointOf(named) ?? addressPoint?.point ?? photoPoint?.point;
  if (!point) throw address === null ? refuse('place-missing') : await refuseAddress(connection, address, vocabulary.city.name);
  // Who names an asset may tell of it from elsewhere: its order belongs to the street in which it stands.
  const accuracyM = accuracyOf(asked, pin, named, addressPoint ?? photoPoint, priors.defaultAccuracyM);
  const places = { pin: pin ?? pointOf(pickedAsset), accuracyM, addressPoint, photoPoint };
  const [place, nearby] = await Promise.all([
    findPlaceOf(connection, vocabulary, pointOf(named) ?? point, pin ? 'position' : 'address'),
    kind?.about === 'none' ? [] : findNearby(connection, places, [...(plateAsset ? [plateAsset] : []), ...likeAssets]),
  ]);
  const observation: Observation = {
    position: pin,
    accuracyM: pin ? accuracyM : null,
    text,
    address: heard,
    plate,
    saidPlate,
    plateRead,
    named: likeAssets.map(({ id }) => id),
    bearing,
    kind,
    addressPoint,
    photoPoint,
    answers: asked.answers,
    lately: hearLately(lately, point, nearby, priors),
  };
  return { ...said, plate: saidPlate, plateAsset, pickedAsset, merged, isPickTooFar, point, accuracyM, place, observation, nearby };
};

const believed = new WeakMap<Vocabulary, MatchPriors>();

/** What was learned, and over it what the city itself says; put together once for each reading of the vocabulary. */
const priorsOf = (vocabulary: Vocabulary): MatchPriors => {
  const priors = believed.get(vocabulary) ?? withPriors(vocabulary.city.settings['match'], withPriors(vocabulary.match?.priors, defaultPriors));
  believed.set(vocabulary, priors);
  return priors;
};

const contexts = new WeakMap<Vocabulary, MatchContext>();

/** What owners are called. A unit that ended is called by its name for years: whoever says it means who follows. */
const unitWordsOf = ({ units }: Vocabulary): MatchContext['unitWords'] =>
  units.flatMap(({ id, words }) => {
    const unitId = words.length === 0 ? null : livingIn(units, id);
    return unitId === null ? [] : [{ unitId, words }];
  });

/** What matching knows of the city: its words, and what it believes; put together once, as these are. */
export const contextOf = (vocabulary: Vocabulary): MatchContext => {
  const context = contexts.get(vocabulary) ?? {
    classWords: vocabulary.classes,
    unitWords: unitWordsOf(vocabulary),
    priors: priorsOf(vocabulary),
  };
  contexts.set(vocabulary, context);
  return context;
};

/** What of a report a replay needs beside its words; what was not said is not kept. */
const seenOf = ({ position, accuracyM, addressPoint = null, photoPoint, plateRead, named, bearing = {}, answers, lately }: Observation): MatchSeen => ({
  position,
  accuracyM,
  addressPoint,
  ...(photoPoint ? { photoPoint } : {}),
  ...(plateRead ? { plateRead, named, ...(Object.keys(bearing).length > 0 ? { bearing } : {}) } : {}),
  ...(answers ? { answers } : {}),
  ...(lately ? { lately } : {}),
});

/** A pin alone says where: one statement tells all that its match needs, and who is matched together with it does not wait for more. */
export const isPinAlone = ({ position, address, plate, assetId, photoIds = [] }: Asked): boolean =>
  position !== undefined && address === undefined && plate === undefined && assetId === undefined && photoIds.length === 0;

/**
 * Weighs each asset near: the same for a question and for a report.
 * @param lately what was told of in the last hours; null: not heard
 */
export const matchReport = async (connection: Connection, vocabulary: Vocabulary, asked: Asked, lately: Lately | null = null): Promise<MatchedReport> => {
  const observed = await observeReport(connection, vocabulary, asked, lately);
  const { observation, nearby } = observed;
  const result = matchAssets(observation, nearby, contextOf(vocabulary));
  const named = observed.plateAsset ?? observed.pickedAsset;
  const unheard = () => (observation.lately ? matchAssets({ ...observation, lately: undefined }, nearby, contextOf(vocabulary)) : result).candidates;
  const told = () => toldOf(named ? [] : unheard(), named?.classCode ?? null);
  return { ...observed, seen: seenOf(observation), told, version: vocabulary.match?.id ?? null, result };
};
