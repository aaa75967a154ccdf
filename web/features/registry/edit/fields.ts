import type { Asset } from '#domain/contract/assets.ts';
import { isSameValue } from '#domain/same-value.ts';

type Kind = 'text' | 'long' | 'number' | 'date' | 'choice' | 'yesNo' | 'unit' | 'class' | 'point';

export interface Field {
  readonly name: string;
  readonly kind: Kind;
  /** Of a choice: its values, and the key their words hang on. */
  readonly values?: readonly string[];
  readonly words?: string;
  /** Of a number. */
  readonly unit?: 'mm' | 'm';
  /** Can be said to be unknown. */
  readonly canBeEmpty?: boolean;
}

/** The fields of a PATCH in the order people look for them. */
export const fields: readonly Field[] = [
  { name: 'status', kind: 'choice', values: ['intact', 'damaged', 'missing', 'abandoned', 'removed'], words: 'staff.status' },
  { name: 'lastVerifiedOn', kind: 'date', canBeEmpty: true },
  { name: 'classCode', kind: 'class' },
  { name: 'locationKind', kind: 'choice', values: ['carriageway', 'footway', 'green', 'compound'], words: 'registry.locations' },
  { name: 'address', kind: 'text', canBeEmpty: true },
  { name: 'position', kind: 'point' },
  { name: 'positionAccuracyM', kind: 'number', unit: 'm' },
  {
    name: 'howMeasured',
    kind: 'choice',
    values: ['rtk', 'total_station', 'mobile_mapping', 'handheld', 'drawing', 'estimated'],
    words: 'registry.howMeasured',
    canBeEmpty: true,
  },
  { name: 'ownerId', kind: 'unit', canBeEmpty: true },
  { name: 'maintainerId', kind: 'unit', canBeEmpty: true },
  { name: 'authorityId', kind: 'unit', canBeEmpty: true },
  { name: 'ownerConfidence', kind: 'number' },
  {
    name: 'ownerEvidence',
    kind: 'choice',
    values: ['survey', 'claim', 'order', 'import', 'lettering', 'neighbour', 'unknown'],
    words: 'registry.evidences',
  },
  { name: 'depthM', kind: 'number', unit: 'm', canBeEmpty: true },
  { name: 'chamberSizeMm', kind: 'number', unit: 'mm', canBeEmpty: true },
  {
    name: 'chamberMaterial',
    kind: 'choice',
    values: ['brick', 'concrete', 'precast_concrete', 'plastic', 'stone'],
    words: 'registry.chambers',
    canBeEmpty: true,
  },
  { name: 'yearBuilt', kind: 'number', canBeEmpty: true },
  { name: 'hasAntiFallNet', kind: 'yesNo', canBeEmpty: true },
  { name: 'floodProne', kind: 'yesNo', canBeEmpty: true },
  { name: 'objectName', kind: 'text', canBeEmpty: true },
  { name: 'gridCell', kind: 'text', canBeEmpty: true },
  { name: 'sourceNumber', kind: 'text', canBeEmpty: true },
  { name: 'remark', kind: 'long', canBeEmpty: true },
];

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** What stands recorded (single precision rounded away, positions to a centimetre), under the names of a PATCH. */
export const recordedOf = (asset: Asset): Readonly<Record<string, unknown>> => ({
  ...asset,
  position: { lon: rounded(asset.position.lon, 7), lat: rounded(asset.position.lat, 7) },
  positionAccuracyM: rounded(asset.positionAccuracyM, 3),
  ownerConfidence: rounded(asset.ownerConfidence, 4),
  depthM: asset.depthM === null ? null : rounded(asset.depthM, 3),
  ownerId: asset.owner?.id ?? null,
  maintainerId: asset.maintainer?.id ?? null,
  authorityId: asset.authority?.id ?? null,
  remark: asset.note,
});

export type Draft = Readonly<Record<string, unknown>>;

/** With one field written; written back to what stands, it is no change. */
export const write = (draft: Draft, recorded: Draft, name: string, value: unknown): Draft => {
  const { [name]: _, ...rest } = draft;
  return isSameValue(recorded[name], value) ? rest : { ...rest, [name]: value };
};

/** What somebody else changed meanwhile, as a refusal tells it: field → before and after. */
export const changesIn = (params: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, readonly [unknown, unknown]>> =>
  Object.fromEntries(
    Object.entries((params?.['changes'] ?? {}) as object).flatMap(([field, pair]) => (Array.isArray(pair) ? [[field, [pair[0], pair[1]] as const]] : [])),
  );
