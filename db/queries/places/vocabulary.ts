import type { ProblemKind } from '#domain/contract/city.ts';
import type { AssetStatus, Name, Point } from '#domain/contract/terms.ts';
import { type Connection, oneRow, rows, sql } from '../../sql.ts';
import { listSwitchedOn, type RuleSetRow } from '../network/rule-sets.ts';
import { findMatchVersion, type MatchVersion } from '../reports/match-versions.ts';
import { getPlacesStamp } from './places.ts';

export interface CityRow {
  readonly code: string;
  readonly name: Name;
  readonly timeZone: string;
  readonly calendar: string;
  readonly centre: Point;
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface KindRow extends ProblemKind {
  readonly assetStatus: AssetStatus | null;
  readonly acts: 'owner' | 'road' | 'greening' | 'centre';
  readonly words: readonly string[];
}

export interface ClassRow {
  readonly code: string;
  readonly name: Name;
  readonly isWell: boolean;
  /** Single ones are kept off the public map. */
  readonly isSensitive: boolean;
  readonly words: readonly string[];
}

export interface UnitRow {
  readonly id: string;
  readonly kind: 'trade' | 'road' | 'greening' | 'centre';
  readonly placeCode: string;
  readonly alsoPlaces: readonly string[];
  readonly parentId: string | null;
  readonly name: Name;
  readonly words: readonly string[];
  readonly active: boolean;
  readonly successorId: string | null;
  /** Whether anybody stands on its roster: then its people are called to its dangers. */
  readonly hasRoster: boolean;
}

/** The city's own words: a few hundred rows, read whole. */
export interface Vocabulary {
  readonly city: CityRow;
  readonly kinds: readonly KindRow[];
  readonly classes: readonly ClassRow[];
  readonly units: readonly UnitRow[];
  /** What matching has learned; null before the first calibration. */
  readonly match: MatchVersion | null;
  /** Changes whenever a place or a unit does. */
  readonly placesStamp: string;
  /** The dispatch rules that were switched on, the latest first. */
  readonly ruleSets: readonly RuleSetRow[];
}

export const getVocabulary = async (connection: Connection): Promise<Vocabulary> => {
  const [city, kinds, classes, units, match, placesStamp, ruleSets] = await Promise.all([
    oneRow<CityRow>(
      connection,
      sql`select code, jsonb_build_object('zh', name, 'en', name_en) as name, time_zone, calendar, settings, jsonb_build_object('lon', ST_X(centre), 'lat', ST_Y(centre)) as centre,
            ST_XMin(boundary) as west, ST_YMin(boundary) as south, ST_XMax(boundary) as east, ST_YMax(boundary) as north from city`,
    ),
    rows<KindRow>(
      connection,
      sql`select code, jsonb_build_object('zh', name, 'en', name_en) as name, about, asset_classes, is_hazard, is_emergency, asset_status, acts, words
          from problem_kinds order by sort, code`,
    ),
    rows<ClassRow>(
      connection,
      sql`select code, jsonb_build_object('zh', name, 'en', name_en) as name, is_well, is_sensitive, words from asset_classes order by code`,
    ),
    rows<UnitRow>(
      connection,
      sql`select id, kind, place_code, also_places, parent_id, jsonb_build_object('zh', name, 'en', name_en) as name, words, active, successor_id,
            exists (select from duty_shifts d where d.unit_id = units.id) as has_roster from units order by id`,
    ),
    findMatchVersion(connection),
    getPlacesStamp(connection),
    listSwitchedOn(connection),
  ]);
  return { city, kinds, classes, units, match: match ?? null, placesStamp, ruleSets };
};
