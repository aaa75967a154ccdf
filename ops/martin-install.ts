import { lineOf } from './clear-line.ts';
import { ensureMartin } from './ensure-martin.ts';

await ensureMartin(console.log).then(
  (path) => console.log(path),
  (error: unknown) => {
    console.error(`✖ ${lineOf(error)}`);
    process.exitCode = 1;
  },
);
