import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checkout } from '../cluster-folder.ts';

interface Counted {
  readonly path: string;
  readonly s: Readonly<Record<string, number>>;
}

/** Merges the rooms' measurements (Istanbul's JSON) by file: a statement counts when any room's tests reached it. */
const merge = (all: Map<string, Map<string, number>>, files: Readonly<Record<string, Counted>>): void => {
  for (const [path, { s }] of Object.entries(files)) {
    const statements = all.get(path) ?? new Map<string, number>();
    for (const [id, times] of Object.entries(s)) statements.set(id, (statements.get(id) ?? 0) + times);
    all.set(path, statements);
  }
};

/** A line per room: how many of its statements any test ran. */
export const describeCoverage = async (): Promise<string[]> => {
  const root = join(checkout, 'coverage');
  const all = new Map<string, Map<string, number>>();
  for (const room of await readdir(root).catch(() => [])) {
    const report = await import(join(root, room, 'coverage-final.json'), { with: { type: 'json' } }).catch(() => null);
    if (report) merge(all, report.default);
  }
  const byRoom = new Map<string, { hit: number; of: number }>();
  for (const [path, statements] of all) {
    const room = path.slice(checkout.length + 1).split('/')[0] ?? '';
    const sum = byRoom.get(room) ?? { hit: 0, of: 0 };
    byRoom.set(room, { hit: sum.hit + [...statements.values()].filter((times) => times > 0).length, of: sum.of + statements.size });
  }
  return [...byRoom]
    .sort()
    .map(([room, { hit, of }]) => `${room.padEnd(8)} ${((100 * hit) / Math.max(1, of)).toFixed(1).padStart(5)} %  (${hit} of ${of} statements)`);
};
