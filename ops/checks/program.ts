import { join } from 'node:path';
import { checkout } from '../cluster-folder.ts';
import { type Ran, run } from '../run.ts';

/** Runs one of the packages' programs, e.g. 'typescript/bin/tsc', under the pinned Node in the checkout. */
export const runPackage = (script: string, args: readonly string[], cwd = checkout): Promise<Ran> =>
  run(process.execPath, [join(checkout, 'node_modules', script), ...args], { cwd, env: { NO_COLOR: '1', FORCE_COLOR: undefined } });

/** The last lines of what a failed program said. */
export const tail = ({ output }: Ran, lines = 60): string[] => output.trimEnd().split('\n').slice(-lines);
