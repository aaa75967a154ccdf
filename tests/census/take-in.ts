import type { Pool } from '#db/pool.ts';
import { type ImportRow, updateImport } from '#db/queries/imports/imports.ts';
import { defaultImportRules, type ImportRules } from '#domain/import-rules.ts';
import { refusedFile } from '../../census/give-back/refused-file.ts';
import { openImport } from '../../census/take-in/open-import.ts';
import { workOn } from '../../census/take-in/work-on.ts';
import { now } from '../support/city.ts';

export const heading = 'ObjID,小类名称,权属单位,状态,x,y,道路名称,承载等级,井盖形状,井盖尺寸,井盖材质,自编号,井深,CHDate';

export interface SaidOfFile {
  readonly source?: string;
  readonly system?: string | null;
  readonly axes?: 'east-north' | 'north-east' | null;
  readonly rules?: Partial<ImportRules>;
  readonly districts?: readonly string[];
  readonly classCode?: string | null;
}

export const wholeCity = { city: true, placeCodes: [], unitIds: [] };

/** Enters a file and checks it. */
export const check = async (pool: Pool, path: string, said: SaidOfFile = {}): Promise<ImportRow> => {
  const { source = 'test', system = 'EPSG:4326', axes = null, rules, districts, classCode = null } = said;
  const reach = { city: districts === undefined, placeCodes: districts ?? [], unitIds: [] };
  const given = { path, isOurs: false, source, system, axes, encoding: null, layer: null, classCode, reach, personId: null, now };
  const id = await openImport(pool, given);
  if (rules !== undefined) await updateImport(pool, id, { rules: { ...defaultImportRules, ...rules } });
  return workOn(pool, id, 'check', { now: () => now });
};

export const apply = (pool: Pool, { id }: Pick<ImportRow, 'id'>): Promise<ImportRow> => workOn(pool, id, 'apply', { now: () => now });

/** The refused rows as the file that comes back. */
export const refusedBytes = async (pool: Pool, given: ImportRow): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  for await (const part of (await refusedFile(pool, given)).pieces) parts.push(part);
  return Buffer.concat(parts);
};

export const refusedText = async (pool: Pool, given: ImportRow): Promise<string> => (await refusedBytes(pool, given)).toString();
