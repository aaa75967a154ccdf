import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkout } from '../cluster-folder.ts';
import { checkImports } from './imports.ts';
import { runPackage, tail } from './program.ts';
import type { Stage } from './stage.ts';
import { verdictOf } from './stage.ts';

const types: Stage = {
  name: 'types',
  run: async () => {
    const faults: string[] = [];
    for (const project of ['tsconfig.json', 'domain', 'web']) {
      // What did not change since the last run here is not looked at again; a fresh clone looks at everything.
      const kept = join('.data/types', `${project}.tsbuildinfo`);
      const ran = await runPackage('typescript/bin/tsc', ['-p', project, '--incremental', '--tsBuildInfoFile', kept]);
      if (ran.code !== 0) faults.push(`tsc -p ${project}:`, ...tail(ran));
    }
    return verdictOf(faults);
  },
};

const lint: Stage = {
  name: 'lint',
  run: async () => {
    const ran = await runPackage('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '--max-diagnostics=40', '.']);
    const seen = Number(/Checked (\d+) files/.exec(ran.output)?.[1] ?? 0);
    if (ran.code !== 0) return verdictOf(tail(ran, 120));
    return verdictOf(seen === 0 ? ['Biome saw no file'] : [], `${seen} files`);
  },
};

const imports: Stage = {
  name: 'imports',
  run: async () => {
    const { modules, faults } = await checkImports(checkout);
    return verdictOf(faults, `${modules} modules`);
  },
};

const unused: Stage = {
  name: 'unused',
  run: async () => {
    const ran = await runPackage('knip/bin/knip.js', ['--no-progress', '--no-config-hints']);
    return verdictOf(ran.code === 0 ? [] : tail(ran));
  },
};

interface Duplicates {
  readonly duplicates: readonly { lines: number; firstFile: { name: string; start: number }; secondFile: { name: string; start: number } }[];
  readonly statistics: { total: { sources: number } };
}

const duplicates: Stage = {
  name: 'duplicates',
  run: async () => {
    const ran = await runPackage('jscpd/bin/jscpd', ['--silent', '.']);
    const text = await readFile(join(checkout, 'test-results/jscpd/jscpd-report.json'), 'utf8').catch(() => null);
    if (text === null) return verdictOf(tail(ran));
    const { duplicates: found, statistics }: Duplicates = JSON.parse(text);
    const faults = found.map(
      ({ lines, firstFile, secondFile }) => `${lines} lines: ${firstFile.name}:${firstFile.start} and ${secondFile.name}:${secondFile.start}`,
    );
    return verdictOf(statistics.total.sources === 0 ? ['jscpd saw no file'] : faults, `${statistics.total.sources} files`);
  },
};

/** The checks that need no database. */
export const houseStages: readonly Stage[] = [types, lint, imports, unused, duplicates];
