import type { HeldAsset } from '#db/queries/assets/asset-edits.ts';
import { findPlace, type PlaceRow } from '#db/queries/places/places.ts';
import { findNearestRoad } from '#db/queries/places/roads.ts';
import { covers } from '#domain/access.ts';
import { decideFacts, type SaidFacts } from '#domain/asset-facts.ts';
import { decideText } from '#domain/clean-text.ts';
import type { AssetChanges } from '#domain/contract/asset-edits.ts';
import type { Point } from '#domain/contract/terms.ts';
import { decidePosition } from '#domain/position.ts';
import { accepted, refuse } from '../errors.ts';
import type { Edit } from './hold-asset.ts';

/** Where an asset stands, as the registry keeps it. */
export interface Places {
  readonly districtCode: string;
  readonly streetCode: string;
  readonly roadId: number | null;
}

const textFields = ['address', 'ownerEvidence', 'gridCell', 'objectName', 'sourceNumber', 'remark'] as const;
const unitFields = ['ownerId', 'maintainerId', 'authorityId'] as const;

/**
 * What a person wrote, cleaned and checked against the city's own lists: texts, dates, the position in WGS 84, class and units.
 * @throws HttpError class-unknown, unit-unknown, census-date-future, position-…, text-control-characters
 */
export const readValues = async (edit: Edit, given: Omit<AssetChanges, 'cover'>): Promise<Record<string, unknown>> => {
  const { city, classes, units } = edit.vocabulary;
  const values: Record<string, unknown> = { ...given };
  for (const field of textFields) if (typeof given[field] === 'string') values[field] = accepted(decideText(given[field], field, 1000)) || null;
  accepted(decideFacts(given, edit.stamp.on));
  for (const field of unitFields) {
    const id = given[field];
    if (typeof id === 'string' && !units.some((u) => u.id === id && u.active)) throw refuse('unit-unknown', { field });
  }
  const { classCode, position } = given;
  if (classCode !== undefined && !classes.some((c) => c.code === classCode)) throw refuse('class-unknown', { field: 'classCode', params: { code: classCode } });
  if (position) values['position'] = accepted(decidePosition(position, { name: city.name, bounds: [city.west, city.south, city.east, city.north] }));
  return values;
};

/**
 * A cover as it may stand. @param recorded what is known of the one that is corrected
 * @throws HttpError census-date-future, clear-opening-wider
 */
export const acceptCover = (edit: Edit, cover: NonNullable<AssetChanges['cover']>, recorded: SaidFacts = {}): void =>
  accepted(decideFacts(cover, edit.stamp.on, { recorded, within: 'cover' }));

const placesOf = async (edit: Edit, point: Point): Promise<Places> => {
  const { name } = edit.vocabulary.city;
  const place: PlaceRow | undefined = await findPlace(edit.client, point);
  if (!place) throw refuse('position-outside-city', { field: 'position', params: { cityZh: name.zh, cityEn: name.en } });
  return { districtCode: place.districtCode, streetCode: place.streetCode, roadId: await findNearestRoad(edit.client, point) };
};

/**
 * The district, street and road of a position, which must lie where this person registers.
 * @throws HttpError position-outside-city, outside-scope
 */
export const placesWithin = async (edit: Edit, point: Point): Promise<Places> => {
  const places = await placesOf(edit, point);
  const { registers } = edit.editor;
  if (registers === null || !covers(registers, { ...places, unitIds: [] })) throw refuse('outside-scope', { field: 'position' });
  return places;
};

/** What follows from a changed position; nothing when it stays. */
export const placeValues = async (edit: Edit, _asset: HeldAsset, values: Readonly<Record<string, unknown>>): Promise<Partial<Places>> => {
  const position = values['position'];
  return position === undefined ? {} : placesWithin(edit, position as Point);
};
