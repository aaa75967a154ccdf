import { type Hazard, type HazardRules, hazardsOf } from '#domain/hazards.ts';
import type { AddressWords, AssetClass, TradeUnit } from './city-folder.ts';
import { coverOf, type SeededCover } from './cover-of.ts';
import { numberAt, worded } from './frontage.ts';
import { lifeOf, type SeededLife } from './life-of.ts';
import type { Ownership } from './ownership.ts';
import type { Placed } from './place-assets.ts';
import { pickWeighted, type Random } from './random.ts';

/** Everything about an asset but its identity and its street. */
export interface AssetDraft extends SeededLife {
  location: Placed['location'];
  roadId: number;
  ownership: Ownership;
  address: string;
  accuracyM: number;
  dataSource: string;
  status: string;
  depthM: number | null;
  yearBuilt: number;
  hasAntiFallNet: boolean | null;
  firstRecordedOn: string;
  changedOn: string;
  sourceNumber: string | null;
  cover: SeededCover | null;
  hazards: Hazard[];
}

/** What stays the same for a whole city. */
export interface DescribeWith {
  classes: ReadonlyMap<string, AssetClass>;
  units: ReadonlyMap<string, TradeUnit>;
  words: AddressWords;
  makers: readonly string[];
  hazardRules: HazardRules;
}

const statuses = [
  { item: 'intact', weight: 985 },
  { item: 'damaged', weight: 8 },
  { item: 'missing', weight: 2 },
  { item: 'abandoned', weight: 4 },
  { item: 'removed', weight: 1 },
];
const nearCrossingM = 15;
const usualDepthM = 1.6;
const depthsM: Readonly<Record<string, number>> = { '0101': 1.4, '0102': 3.2, '0103': 2.6, '0104': 0.8, '0111': 1.3 };

const twoDigits = (n: number) => String(n).padStart(2, '0');
const dateIn = (year: number, random: Random) => `${year}-${twoDigits(1 + Math.floor(random() * 12))}-${twoDigits(1 + Math.floor(random() * 28))}`;
const tenths = (n: number) => Math.round(n * 10) / 10;

const addressOf = ({ road, station, door, side }: Placed, words: AddressWords): string => {
  if (door !== null) return worded(words.before, { house: door });
  if (station < nearCrossingM || station > road.lengthM - nearCrossingM) return worded(words.crossing, { road: road.name.zh });
  return worded(words.before, { house: road.name.zh + worded(words.house, { number: numberAt(station, side) }) });
};

const nettedShare = 0.93;

/** Where an asset came to lie. */
interface Laid {
  lon: number;
  lat: number;
  streetCode: string;
}

const hazardsIn = (draft: Omit<AssetDraft, keyof SeededLife | 'hazards'>, given: DescribeWith): Hazard[] => {
  const { cover, status } = draft;
  const loadClass = cover === null || coverGone(status) ? null : cover.loadClass;
  return hazardsOf(given.hazardRules, { ...draft, classCode: draft.ownership.classCode, locationKind: draft.location, loadClass });
};

/** Whether a well in this state has lost its cover. */
export const coverGone = (status: string): boolean => status === 'missing' || status === 'removed';

/**
 * Draws an asset's attributes: when built, how surveyed, in what state, under which cover. `life` is a stream of its own for what
 * came later into the registry, so that the city stays where it was.
 */
export const describeAsset = (placed: Placed, at: Laid, ownership: Ownership, given: DescribeWith, random: Random, life: Random): AssetDraft => {
  const assetClass = given.classes.get(ownership.classCode);
  const isWell = assetClass?.isWell === true;
  const yearBuilt = 1985 + Math.floor(random() * 38);
  const recordedIn = Math.max(yearBuilt, 2013) + Math.floor(random() * 3);
  const surveyed = random() < 0.85;
  const status = pickWeighted(random, statuses);
  const ownerId = ownership.truth?.ownerId ?? ownership.ownerId; // the cover tells the truth even where the record errs
  const draft = {
    location: placed.location,
    roadId: placed.road.id,
    ownership,
    address: addressOf(placed, given.words),
    accuracyM: surveyed ? tenths(0.1 + random() * 0.4) : tenths(1 + random() * 3),
    dataSource: surveyed ? 'survey' : 'drawing',
    status,
    depthM: isWell ? tenths((depthsM[ownership.classCode] ?? usualDepthM) * (0.6 + random() * 0.9)) : null,
    yearBuilt,
    hasAntiFallNet: isWell ? random() < nettedShare : null,
    firstRecordedOn: dateIn(recordedIn, random),
    changedOn: dateIn(2026, () => random() * 0.8),
    sourceNumber: ownerId !== null && random() < 0.3 ? `${ownerId.slice(0, 3).toUpperCase()}-${Math.floor(random() * 1e7)}` : null,
    cover:
      isWell && assetClass !== undefined ? coverOf(assetClass, given.units.get(ownerId ?? ''), placed.location, yearBuilt, given.makers, random, life) : null,
  };
  // What is intact stands as it was first recorded: whoever looks back at an earlier day is told of no later change.
  if (status === 'intact') draft.changedOn = draft.firstRecordedOn;
  return { ...draft, ...lifeOf(at, { isWell, surveyed, yearBuilt, changedOn: draft.changedOn }, life), hazards: hazardsIn(draft, given) };
};
