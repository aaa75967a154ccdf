import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Pool } from '#db/pool.ts';
import { findSource } from '#db/queries/imports/census-sources.ts';
import { type ImportRow, insertImport, updateImport } from '#db/queries/imports/imports.ts';
import { listAssetClasses } from '#db/queries/places/cities.ts';
import type { Reach } from '#domain/access.ts';
import { type AxisOrder, type CoordinateSystem, officialAxes, readSystem, writeSystem } from '#domain/coordinates/systems.ts';
import { defaultImportRules } from '#domain/import-rules.ts';
import type { Recalled } from '#domain/source-memory.ts';
import { CensusError } from '../census-error.ts';
import { isTable } from '../census-file.ts';
import { readDeclared } from '../declared-system.ts';
import { saysAxes } from '../exchange-fields.ts';
import { sha256Of } from '../file-sha256.ts';
import type { CensusSaid } from '../open-census.ts';
import { type Look, type LookAt, lookAt } from './look-at.ts';
import { mapColumns } from './map-columns.ts';
import { openedWith } from './remember-source.ts';

/** As an import tells it that stops for it. */
export type SystemContradiction = { readonly rejection: NonNullable<ImportRow['rejection']>; readonly likely: NonNullable<ImportRow['likely']> };

/** A file about to be taken in, and what was said of it. */
export interface GivenFile {
  readonly path: string;
  readonly name?: string;
  /** Uploaded: removed after a time. */
  readonly isOurs: boolean;
  readonly source: string;
  readonly system: string | null;
  readonly axes: AxisOrder | null;
  readonly encoding: CensusSaid['encoding'];
  readonly layer: string | null;
  readonly classCode: string | null;
  readonly reach: Reach;
  readonly personId: string | null;
  readonly now: string;
}

const systemOf = (said: string | null): CoordinateSystem | null => {
  if (said === null) return null;
  const read = readSystem(said);
  if (!read.ok) throw new CensusError(read.rejection.code, read.rejection.params ?? {});
  return read.value;
};

const declaredBy = (file: Pick<Look, 'declaredSystem'>): CoordinateSystem | null => (file.declaredSystem === null ? null : readDeclared(file.declaredSystem));

/**
 * A file that says of itself another system than was said of its source before: half a kilometre lies between two of them, and either may be
 * right. null: it says none, or the same.
 */
export const contradictionIn = (file: Pick<Look, 'name' | 'declaredSystem'>, source: Recalled | undefined): SystemContradiction | null => {
  const [declared, before] = [declaredBy(file), source?.coordinates?.system ?? null];
  if (declared === null || before === null || writeSystem(declared) === before) return null;
  const fit = { axes: 'east-north' as const, sampled: 0, outside: 0, offRoad: 0 };
  return {
    rejection: { code: 'census-system-contradicted', params: { file: file.name, declared: writeSystem(declared), before } },
    likely: [writeSystem(declared), before].map((system) => ({ system, ...fit })),
  };
};

/** The system and the order of its numbers: as said now, as the source said before, as the file and its headings say, as the system has it. */
const readingOf = (file: Look, given: GivenFile, said: CoordinateSystem | null, source: Recalled | undefined) => {
  const system = said ?? declaredBy(file);
  if (!isTable(file.format)) return { system, axes: 'east-north' as const };
  const before = given.system === null ? source?.coordinates?.axes : undefined;
  const own = saysAxes(file.columns) ? ('east-north' as const) : undefined;
  return { system, axes: given.axes ?? before ?? (system === null ? null : (own ?? officialAxes(system))) };
};

/** @throws CensusError class-unknown */
const requireClass = async (pool: Pool, code: string | null): Promise<void> => {
  if (code !== null && !(await listAssetClasses(pool)).some((known) => known.code === code)) throw new CensusError('class-unknown', { code });
};

/**
 * Looks at the head of a file and enters it: its columns by what its source said before, or by the exchange's own names. Nothing is read
 * into the registry. The coordinate system is said, by the source before, or by the file itself; else nobody has said it, nor
 * where those two say different things: then the import stops until a person says it of this very file.
 * @param look opens the file: here, or beside whoever answers others meanwhile
 * @returns the import's id
 * @throws CensusError when the file is no census
 */
export const openImport = async (pool: Pool, given: GivenFile, look: LookAt = lookAt): Promise<string> => {
  const source = await findSource(pool, given.source, given.reach);
  await requireClass(pool, given.classCode);
  const said = systemOf(given.system ?? source?.coordinates?.system ?? null);
  const { path, encoding = null, layer } = given;
  const file = await look(path, { name: given.name ?? basename(path), encoding, layer, systemIsSaid: said !== null }, 0);
  const contradiction = given.system === null ? contradictionIn(file, source) : null;
  const { system, axes } = contradiction === null ? readingOf(file, given, said, source) : { system: null, axes: 'east-north' as const };
  const id = await insertImport(pool, {
    source: given.source,
    fileName: file.name,
    filePath: path,
    fileIsOurs: given.isOurs,
    fileBytes: (await stat(path)).size,
    fileSha256: await sha256Of(path),
    format: file.format,
    columns: file.columns,
    encoding,
    layer,
    mapping: mapColumns(file.columns, source?.mappings ?? []),
    system: system === null ? null : writeSystem(system),
    axes,
    classCode: given.classCode,
    rules: source?.rules ?? defaultImportRules,
    reach: given.reach,
    memory: openedWith(source),
    said: given.system === null && given.axes === null ? {} : { coordinates: true },
    personId: given.personId,
    createdAt: given.now,
  });
  if (contradiction !== null) await updateImport(pool, id, { state: 'stopped', ...contradiction });
  return id;
};
