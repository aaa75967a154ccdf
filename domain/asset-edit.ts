import { covers, type Located, type Reach } from './access.ts';
import { isKeeper } from './asset-status.ts';
import type { AssetStatus } from './contract/terms.ts';
import { accept, type Decision, reject } from './rejection.ts';
import { isSameValue } from './same-value.ts';

/**
 * Who may change what of an asset. A keeper (its recorded owner or maintainer) tells its status and what maintenance finds; the
 * registrar of its place everything but its number. Nobody else anything.
 */
const keeperFields = [
  ...['status', 'lastVerifiedOn', 'hasAntiFallNet', 'floodProne', 'depthM', 'chamberSizeMm', 'chamberMaterial', 'sourceNumber', 'remark', 'cover'],
] as const;
const registrarFields = [
  ...keeperFields,
  ...['position', 'positionAccuracyM', 'howMeasured', 'address', 'locationKind', 'classCode', 'authorityId', 'ownerId', 'maintainerId'],
  ...['ownerConfidence', 'ownerEvidence', 'yearBuilt', 'gridCell', 'objectName'],
] as const;

/** What somebody holds: the units whose assets they keep, and how far they register; null where they do not. */
export interface Editor {
  readonly keptUnitIds: readonly string[];
  readonly registers: Reach | null;
}

export interface EditableAsset {
  readonly id: string;
  readonly districtCode: string;
  readonly streetCode: string;
  readonly ownerId: string | null;
  readonly maintainerId: string | null;
  readonly authorityId: string | null;
  readonly mergedInto: string | null;
  readonly version: number;
}

const located = ({ districtCode, streetCode, ownerId, maintainerId, authorityId }: EditableAsset): Located => ({
  districtCode,
  streetCode,
  unitIds: [ownerId, maintainerId, authorityId].filter((id) => id !== null),
});

/** Whether somebody registers in the place of an asset. */
export const mayRegister = (editor: Editor, asset: EditableAsset): boolean => editor.registers !== null && covers(editor.registers, located(asset));

/** The fields that somebody may change of an asset; empty: none. */
export const fieldsToChange = (editor: Editor, asset: EditableAsset): readonly string[] => {
  if (asset.mergedInto !== null) return [];
  if (mayRegister(editor, asset)) return registrarFields;
  return isKeeper(editor.keptUnitIds, asset) ? keeperFields : [];
};

/**
 * Whether somebody may change these fields. `asset-merged` for a number that points elsewhere, `outside-scope` and `not-its-keeper` for
 * whose it is not, `field-not-yours` for a keeper who would change what is the registrar's.
 */
export const decideFields = (editor: Editor, asset: EditableAsset, fields: readonly string[]): Decision<void> => {
  if (asset.mergedInto !== null) return reject('asset-merged', { field: 'id', params: { id: asset.id, into: asset.mergedInto } });
  const allowed = fieldsToChange(editor, asset);
  if (allowed.length === 0) return reject(editor.registers === null ? 'not-its-keeper' : 'outside-scope');
  const refused = fields.find((field) => !allowed.includes(field));
  return refused === undefined ? accept(undefined) : reject('field-not-yours', { field: refused, params: { field: refused } });
};

export type FieldChanges = Readonly<Record<string, readonly [before: unknown, after: unknown]>>;

/** A status set by hand. `retire-apart` for what is gone: that takes a reason and the cover off, and is the registrar's alone. */
export const decideStatus = (before: AssetStatus, after: AssetStatus): Decision<void> =>
  after === 'removed' && before !== after ? reject('retire-apart', { field: 'status' }) : accept(undefined);

/** What really changes: of the wanted fields those whose value differs, each with before and after. */
export const changesOf = (before: Readonly<Record<string, unknown>>, wanted: Readonly<Record<string, unknown>>): FieldChanges =>
  Object.fromEntries(
    Object.entries(wanted).flatMap(([field, after]) => (isSameValue(before[field], after) ? [] : [[field, [before[field] ?? null, after ?? null] as const]])),
  );

/** The change of each field over several events, oldest first: from the first before to the last after; what came back to itself is none. */
export const sumOfChanges = (all: readonly FieldChanges[]): FieldChanges => {
  const sum = new Map<string, readonly [unknown, unknown]>();
  for (const changes of all) for (const [field, [before, after]] of Object.entries(changes)) sum.set(field, [sum.get(field)?.[0] ?? before, after]);
  return Object.fromEntries([...sum].filter(([, [before, after]]) => !isSameValue(before, after)));
};
