import { join } from 'node:path';
import { checkout } from '../cluster-folder.ts';
import { runPackage } from './program.ts';

const rooms = ['domain', 'db', 'tiles', 'census', 'api', 'seed', 'web', 'ops', 'tests'];

interface Cruised {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { from: string; to: string; rule: { name: string } }[];
  };
}

/** Who imports whom in a tree, against .dependency-cruiser.cjs. To have seen no module of a room is a fault as well. */
export const checkImports = async (tree: string): Promise<{ modules: number; faults: string[] }> => {
  const config = join(checkout, '.dependency-cruiser.cjs');
  const ran = await runPackage('dependency-cruiser/bin/dependency-cruiser.mjs', ['--config', config, '--output-type', 'json', ...rooms], tree);
  if (!ran.output.startsWith('{')) return { modules: 0, faults: [ran.output.trim().split('\n').slice(0, 5).join(' ')] };
  const { summary, modules }: Cruised & { modules: readonly { source: string }[] } = JSON.parse(ran.output);
  const unseen = rooms.filter((room) => !modules.some(({ source }) => source.startsWith(`${room}/`)));
  return {
    modules: summary.totalCruised,
    faults: [
      ...summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
      ...unseen.map((room) => `no module of ${room} was seen: the check is blind`),
    ],
  };
};
