import type { Pool } from '#db/pool.ts';
import { touchExport } from '#db/queries/imports/export-book.ts';
import { beginExport, type ExportedAsset, type ExportSelection, endExport, exportAssets, holdsMoreThan } from '#db/queries/imports/exports.ts';
import { type CoordinateSystem, writeSystem } from '#domain/coordinates/systems.ts';
import { CensusError } from '../census-error.ts';
import type { CensusFormat } from '../census-file.ts';
import type { TextEncoding } from '../formats/csv/encoding.ts';
import { registryTable } from './registry-table.ts';
import { writeCensus } from './write-census.ts';
import { mostSheetRows } from './write-xlsx.ts';

/** How often a taker is noted as still there. */
const aliveEveryMs = 60_000;

export interface Wanted {
  readonly format: CensusFormat;
  readonly system: CoordinateSystem;
  /** Of CSV alone. */
  readonly encoding: TextEncoding;
  readonly selection: ExportSelection;
  /** The filter as it was asked, for the book of exports. */
  readonly asked: Readonly<Record<string, unknown>>;
  readonly personId: string | null;
  /** ISO instants. */
  readonly now: () => string;
  readonly onProgress?: (assets: number) => void;
  /** Whether its taker went away: a file that must be whole before its first byte leaves is then gathered no further. */
  readonly isLeft?: () => boolean;
}

/**
 * Part of the registry as a file, piece by piece. Nothing is fetched before it is asked for; whoever goes away ends the query. Who
 * took what, and whether they got it whole, stands in `exports`.
 * @throws CensusError export-too-many-rows before anything is noted or sent; export-text-too-long
 */
export async function* takeOut(pool: Pool, wanted: Wanted): AsyncGenerator<Uint8Array> {
  const { format, system, encoding, selection, asked, personId, now } = wanted;
  if (format === 'xlsx' && (await holdsMoreThan(pool, selection, mostSheetRows))) throw new CensusError('export-too-many-rows', { limit: mostSheetRows });
  const begun = now();
  const id = await beginExport(pool, { at: begun, personId, form: format, system: writeSystem(system), filter: asked });
  let assets = 0;
  let outcome: 'whole' | 'cancelled' | 'broken' = 'cancelled';
  const counted = async function* (): AsyncGenerator<readonly ExportedAsset[]> {
    for await (const batch of exportAssets(pool, selection)) {
      assets += batch.length;
      wanted.onProgress?.(assets);
      if (wanted.isLeft?.()) return;
      yield batch;
    }
  };
  let seen = Date.parse(begun);
  try {
    for await (const piece of writeCensus(format, registryTable(counted(), system), { encoding, on: new Date(begun) })) {
      yield piece;
      if (Date.parse(now()) - seen < aliveEveryMs) continue;
      seen = Date.parse(now());
      await touchExport(pool, id, now());
    }
    outcome = wanted.isLeft?.() ? 'cancelled' : 'whole';
  } catch (error) {
    outcome = 'broken';
    throw error;
  } finally {
    await endExport(pool, id, now(), outcome, assets);
  }
}
