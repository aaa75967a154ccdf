import { CensusError } from './census-error.ts';
import type { CensusSaid } from './open-census.ts';
import { type Look, lookAt } from './take-in/look-at.ts';

/** What `census/look.ts` writes: what it saw, or why the file cannot be taken. */
export type Looked = { readonly look: Look } | { readonly rejection: CensusError['rejection'] };

/** Looks at one file for the server, whose other work a file may never hold up: `PATH SAID ROWS`. */
const [path = '', said = '{}', rows = '0'] = process.argv.slice(2);
const looked: Looked = await lookAt(path, JSON.parse(said) as CensusSaid, Number(rows)).then(
  (look) => ({ look }),
  (error: unknown) => {
    if (error instanceof CensusError) return { rejection: error.rejection };
    throw error;
  },
);
process.stdout.write(JSON.stringify(looked));
