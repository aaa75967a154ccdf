import { inUsage, takeIn } from './in.ts';
import { outUsage, runOut } from './out/command.ts';
import { workFromServer } from './take-in/work-on.ts';

const usage = `${inUsage}\n\n${outUsage}`;

/** `npm run census -- in … | out …`: DATABASE_URL comes from ops/with-database.ts. `work` is the server's own way in. */
const run = async ([verb = '', ...args]: string[]): Promise<void> => {
  const url = process.env['DATABASE_URL'] ?? '';
  if (verb === 'out') return runOut(url, args);
  if (verb === 'work') return workFromServer(url, args);
  if (verb === 'in') {
    process.exitCode = await takeIn(url, args);
    return;
  }
  console.log(usage);
  if (verb !== '--help') process.exitCode = 1;
};

await run(process.argv.slice(2)).catch((error: Error) => {
  console.error(`✖ ${error.message}`);
  process.exitCode = 1;
});
