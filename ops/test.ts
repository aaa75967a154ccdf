import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { giveMartinPassword } from '#db/prepare-database.ts';
import { compose } from './checks/compose.ts';
import { describeCoverage } from './checks/coverage.ts';
import { houseStages } from './checks/house.ts';
import { schemaDrift } from './checks/schema-drift.ts';
import { type Stage, type Verdict, verdictOf } from './checks/stage.ts';
import { browserTests, roomTests, testedRooms, unknownRooms } from './checks/tests.ts';
import { words } from './checks/words.ts';
import { clearLine, lineOf } from './clear-line.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { checkout } from './cluster-folder.ts';
import { ensureMartin } from './ensure-martin.ts';

const inCi = Boolean(process.env['CI']);

/** In continuous integration the tiles' tests want a Martin, and may not skip what it serves. */
const martin: Stage = { name: 'martin', run: async () => verdictOf([], await ensureMartin(console.log)) };

const stagesFor = (superuserUrl: string): Stage[] => [
  ...houseStages,
  words,
  compose,
  schemaDrift(superuserUrl),
  { name: 'rooms', run: async () => verdictOf((await unknownRooms()).map((room) => `tests/${room} belongs to no vitest project and would never run`)) },
  ...(inCi ? [martin] : []),
  ...testedRooms.map(roomTests),
  browserTests,
];

/** `--only domain,api` names stages; `checks` stands for everything that is no test. */
const choose = (stages: readonly Stage[], only: string | undefined): readonly Stage[] => {
  if (only === undefined) return stages;
  const tests = [...testedRooms, 'e2e'] as string[];
  const asked = only.split(',').flatMap((name) => (name === 'checks' ? stages.map((stage) => stage.name).filter((stage) => !tests.includes(stage)) : [name]));
  const unknown = asked.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0)
    throw clearLine(
      `没有这些步骤：${unknown.join(' ')}。`,
      `There is no stage ${unknown.join(' ')}; there are ${stages.map((stage) => stage.name).join(' ')}.`,
    );
  return stages.filter((stage) => asked.includes(stage.name));
};

/** Runs one stage and prints its section when it is over; a stage that throws has failed, and the next one runs. */
const runStage = async (stage: Stage): Promise<Verdict> => {
  const started = performance.now();
  const verdict = await stage.run().catch((error: unknown): Verdict => verdictOf([lineOf(error)]));
  const { passed, failed, skipped, notes } = inCi && verdict.skipped > 0 ? { ...verdict, failed: verdict.failed + verdict.skipped } : verdict;
  const counts = [`${passed} passed`, ...(failed > 0 ? [`${failed} FAILED`] : []), ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(', ');
  console.log(`${failed > 0 ? '✗' : '✓'} ${stage.name.padEnd(11)} ${counts.padEnd(28)} ${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s`);
  for (const note of notes) console.log(`    ${note.replaceAll('\n', '\n    ')}`);
  return { passed, failed, skipped, notes };
};

/** The house's checks are programs of one thread each: the types, which take longest, beside all the others. Then each stage by itself. */
const runAll = async (stages: readonly Stage[]): Promise<Verdict[]> => {
  const inTurn = async (some: readonly Stage[]): Promise<Verdict[]> => {
    const verdicts: Verdict[] = [];
    for (const stage of some) verdicts.push(await runStage(stage));
    return verdicts;
  };
  const isOfHouse = (stage: Stage) => houseStages.includes(stage);
  const isTypes = (stage: Stage) => stage.name === 'types';
  const house = stages.filter(isOfHouse);
  const beside = await Promise.all([inTurn(house.filter(isTypes)), inTurn(house.filter((stage) => !isTypes(stage)))]);
  return [...beside.flat(), ...(await inTurn(stages.filter((stage) => !isOfHouse(stage))))];
};

/** The cluster for tests, and how its Martin role signs in, told to everything that is started from here. */
const openTestCluster = async (): Promise<Cluster | null> => {
  if (process.env['TEST_DATABASE_URL']) return null;
  const cluster = await startCluster({ name: 'test', forTests: true });
  const password = createHash('sha256').update(`${cluster.url} martin`).digest('hex');
  await giveMartinPassword(cluster.url, password);
  Object.assign(process.env, { TEST_DATABASE_URL: cluster.url, MARTIN_PASSWORD: password });
  return cluster;
};

const test = async (): Promise<number> => {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const started = performance.now();
  const stages = choose(stagesFor(process.env['TEST_DATABASE_URL'] ?? ''), values.only);
  await mkdir(join(checkout, 'test-results'), { recursive: true });
  await rm(join(checkout, 'coverage'), { recursive: true, force: true });
  const verdicts = await runAll(stages);
  const sumOf = (count: 'passed' | 'failed' | 'skipped') => verdicts.reduce((sum, verdict) => sum + verdict[count], 0);
  const sum = { passed: sumOf('passed'), failed: sumOf('failed'), skipped: sumOf('skipped') };
  const coverage = await describeCoverage();
  if (coverage.length > 0) console.log(['', '覆盖率 / coverage', ...coverage.map((line) => `    ${line}`)].join('\n'));
  if (sum.skipped > 0) console.log(`\n${sum.skipped} skipped`);
  console.log(`\n${((performance.now() - started) / 1000).toFixed(0)} s`);
  console.log(`${sum.passed} passed, ${sum.failed} failed`);
  return sum.failed > 0 || sum.passed === 0 ? 1 : 0;
};

const cluster = await openTestCluster().catch((error: unknown) => {
  console.error(`✖ ${lineOf(error)}`);
  process.exit(1);
});
const end = async (code: number): Promise<never> => {
  await cluster?.stop();
  process.exit(code);
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end(130));
await end(
  await test().catch((error: unknown) => {
    console.error(`✖ ${lineOf(error)}`);
    return 1;
  }),
);
