import type { Answer, AssetStatus, Name, Point, Reason } from '../contract/terms.ts';
import type { Direction } from './read-spot.ts';

/** What a report says, taken apart. Every part may be missing; none is trusted alone. */
export interface Observation {
  /** WGS 84; null when the report came with an address or a plate only. */
  readonly position: Point | null;
  /** Metres within which the truth lies two times in three; null: not said. */
  readonly accuracyM: number | null;
  readonly text: string;
  /** The address as said, searched for road names. */
  readonly address?: string | null;
  /** A whole asset id whose check character fits. */
  readonly plate: string | null;
  /** The number as it stood on the plate, when that was merged into `plate`. */
  readonly saidPlate?: string | null;
  /** What could be read of a plate that is not whole or has a slip: digits, X, and ? for what could not be read. */
  readonly plateRead?: string | null | undefined;
  /** Ids of assets that stand among the nearby for a number that was said, not because they lie near. */
  readonly named?: readonly string[] | undefined;
  /** Of those that stand for merged ones, whose plates may still hang there: the numbers that were meant by what was read. */
  readonly bearing?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly kind: ObservedKind | null;
  readonly addressPoint?: AddressPoint | null;
  /** Where a photo says that it was taken. */
  readonly photoPoint?: AddressPoint | null | undefined;
  /** What was answered when the program asked. */
  readonly answers?: readonly Answer[] | undefined;
  /** What was told of in the last hours, in the city and near by. */
  readonly lately?: HeardLately | undefined;
}

/** How many times as often as usual each class was told of in the last hours: in the whole city, and near by beside what that lets expect there. */
export interface HeardLately {
  readonly city: Readonly<Record<string, number>>;
  readonly near: Readonly<Record<string, number>>;
}

/** Where an address lies, or what is on a photo: its likeliest place, within so many metres two times in three. */
export interface AddressPoint {
  readonly point: Point;
  readonly errorM: number;
  /** Where it may be instead, the likeliest place among them, with shares that sum to one: two roads of one name, either end of a road. */
  readonly places?: readonly (AddressPlace & { readonly share: number })[];
  /** The side or corner of the place that was said. */
  readonly toward?: { readonly direction: Direction; readonly isCorner: boolean };
  /** Of a photo: which way its camera looked, and how far ahead of it the thing was taken to lie. */
  readonly ahead?: { readonly directionDeg: number; readonly metres: number };
}

interface AddressPlace {
  readonly point: Point;
  readonly errorM: number;
}

export type { Answer };

export interface ObservedKind {
  readonly code?: string;
  readonly about: 'well' | 'asset' | 'none';
  readonly assetClasses: readonly string[];
  readonly isHazard: boolean;
  /** The status this kind leaves an asset in. */
  readonly assetStatus?: AssetStatus | null;
}

/** A registered asset near the place, the one on the plate among them however far it lies. */
export interface NearbyAsset {
  readonly id: string;
  readonly classCode: string;
  readonly className: Name;
  readonly lon: number;
  readonly lat: number;
  readonly distanceM: number | null;
  readonly positionAccuracyM: number;
  readonly ownerId: string | null;
  /** 0 to 1: how sure the registry is of the recorded owner. */
  readonly ownerConfidence: number;
  /** What the recorded owner rests on: 'survey', 'drawing'… */
  readonly ownerEvidence?: string;
  readonly maintainerId: string | null;
  readonly status: AssetStatus;
  readonly roadName?: string | null;
  readonly shape: string | null;
  readonly material: string | null;
  readonly lettering: string | null;
  readonly locationKind: string;
  readonly streetCode?: string;
  /** The census file that it came with. */
  readonly importId?: string | null;
  /** When it was last written, seconds since 1970. */
  readonly recordedS?: number;
}

/** The city's words and what it believes before any report. */
export interface MatchContext {
  readonly classWords: readonly { readonly code: string; readonly words: readonly string[]; readonly isWell: boolean }[];
  readonly unitWords: readonly { readonly unitId: string; readonly words: readonly string[] }[];
  readonly priors: import('./priors.ts').MatchPriors;
}

export interface MatchCandidate<A extends NearbyAsset = NearbyAsset> {
  /** null: nothing registered here is what is meant. */
  readonly asset: A | null;
  /** What a candidate without an asset stands for: a thing that is not registered, or nothing that could be. */
  readonly isNothing?: boolean;
  readonly probability: number;
  /** Their weights add up to the natural log-odds against the null candidate. */
  readonly reasons: Reason[];
}

/** What to ask: tap the one that is meant, whether something stands on the cover, whether it is round, or a photo of it. */
export interface Question {
  readonly ask: Answer['ask'];
  /** The lettering that is asked for; null for any other. */
  readonly about: string | null;
  /** How likely the likeliest owner is expected to be once it is answered. */
  readonly sureAfter: number;
  /** What asking and then doing the cheapest is expected to cost, minutes. */
  readonly cost: number;
}

export interface MatchResult<A extends NearbyAsset = NearbyAsset> {
  /** Likeliest first; the probabilities sum to one, the null candidate among them. */
  readonly candidates: MatchCandidate<A>[];
  /** Likeliest first; null: unknown, ownerless or not registered. */
  readonly owners: { readonly unitId: string | null; readonly probability: number }[];
  readonly action: 'dispatch' | 'ask' | 'patrol';
  /** With the action ask: what to ask. */
  readonly question: (Question & { readonly saves: number }) | null;
}
