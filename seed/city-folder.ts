import type { MultiPolygon, Polygon, Position } from 'geojson';
import type { DispatchRule } from '#domain/contract/dispatch-rules.ts';

/** What a city folder says, read and checked. */
export interface CityFolder {
  city: CityFile;
  districts: District[];
  streets: Street[];
  neighbourhoods: Neighbourhood[];
  units: TradeUnit[];
  assetClasses: AssetClass[];
  problemKinds: ProblemKind[];
  roadNames: RoadNameParts;
  people: Person[];
  dispatchRules: DispatchRule[];
  waters: Water[];
}

interface TwoNames {
  zh: string;
  en: string;
}

/** Names of the units that every city has per place; `{place}` is replaced. */
export interface UnitNames {
  road: TwoNames;
  greening: TwoNames;
  centre: { city: TwoNames; district: TwoNames; street: TwoNames };
}

/** How addresses are written here: `{road}`, `{number}`, `{lane}`, `{door}` and `{house}` (road and number) are replaced. */
export interface AddressWords {
  house: string;
  lane: string;
  door: string;
  /** A place before a house. */
  before: string;
  crossing: string;
}

export interface CityFile {
  code: string;
  name: string;
  nameEn: string;
  timeZone: string;
  calendar: string;
  centre: [number, number];
  settings: Record<string, unknown>;
  unitNames: UnitNames;
  addressWords: AddressWords;
  /** Invented makers of covers. */
  coverMakers: string[];
}

export interface District {
  code: string;
  name: string;
  nameEn: string;
  settlement: 'town' | 'suburb';
  /** How densely built, relative to the other districts. */
  density: number;
  geometry: MultiPolygon;
}

export interface Street {
  code: string;
  name: string;
  nameEn: string;
  districtCode: string;
}

export interface Neighbourhood {
  code: string;
  name: string;
  streetCode: string;
}

export interface TradeUnit {
  id: string;
  name: string;
  nameEn: string;
  words: string[];
  phone: string | null;
  /** Which asset classes it owns, and its share of each. */
  classes: { code: string; share: number }[];
  /** What stands on its covers. */
  lettering: string | null;
}

export interface AssetClass {
  code: string;
  name: string;
  nameEn: string;
  isWell: boolean;
  isSensitive: boolean;
  owner: 'unit' | 'road' | 'greening' | 'none';
  /** What stands on its covers, unless its owner's own letters do. */
  lettering: string | null;
  words: string[];
}

export interface ProblemKind {
  code: string;
  name: string;
  nameEn: string;
  about: 'well' | 'asset' | 'none';
  assetClasses: string[];
  isHazard: boolean;
  isEmergency: boolean;
  assetStatus: string | null;
  acts: string;
  words: string[];
}

export const roadClasses = ['expressway', 'arterial', 'secondary', 'local'] as const;
export type RoadClass = (typeof roadClasses)[number];

interface NamePart {
  text: string;
  en: string;
}

export interface RoadNameParts {
  whole: NamePart[];
  first: NamePart[];
  second: NamePart[];
  direction: NamePart[];
  endings: Record<RoadClass, NamePart[]>;
}

export interface Person {
  username: string;
  password: string;
  name: string;
  nameEn: string;
  role: string;
  placeCode: string | null;
  /** More than one for who acts for several units; none where `placeCode` says where. */
  unitIds: string[];
}

/** A lake as its shore, or a river as its centreline and width. */
export interface Water {
  name: string;
  widthM: number | null;
  geometry: Polygon | MultiPolygon | { type: 'LineString'; coordinates: Position[] };
}
