import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { against, type Figure } from './figures.ts';
import { copyOut, copyRowsIn, emptyRegistry, keepRows } from './import-floors.ts';
import { censusOf, takeIn } from './take-census.ts';

const shown = (took: number) => `${took.toFixed(1)} s`;

/**
 * A census of the whole city taken in, from the file to the registry, beside its floor. Empties the registry of `url`, whose user may set
 * triggers aside and begin a checkpoint.
 */
export const measureImport = async (url: string, assets: number, tell: (step: string) => void): Promise<Figure[]> => {
  const path = join(tmpdir(), `bench-census-${randomUUID()}.csv`);
  await copyOut(url, censusOf(), path, 'format csv, header');
  const rows = await keepRows(url);
  try {
    await emptyRegistry(url);
    tell('import: the floor');
    const floor = await copyRowsIn(url, rows, false);
    await emptyRegistry(url);
    const later = await copyRowsIn(url, rows, true);
    await emptyRegistry(url);
    tell(`import: ${shown(floor)} the floor, ${shown(later)} with its indexes made afterwards; now the census`);
    const { check, apply } = await takeIn(url, path);
    const took = check + apply;
    const figure = {
      part: 'import',
      name: 'rows of a CSV taken in: read, resolved, checked for twins, numbered, written, counted for tiles and search',
      value: assets / took,
      unit: '/s',
    };
    const note = `${shown(took)}: ${shown(check)} to check, ${shown(apply)} to apply`;
    const times = (than: number) => `${(took / than).toFixed(2)} times the floor's ${shown(than)}`;
    return [
      against(
        { ...figure, note: `${times(floor)}; ${note}` },
        { name: 'the same rows, resolved, by a bare COPY, every index and key held', value: assets / floor },
      ),
      against({ ...figure, note: times(later) }, { name: 'the same COPY without indexes and keys, made afterwards', value: assets / later }),
    ];
  } finally {
    await rm(path, { force: true });
    await rows.remove();
  }
};
