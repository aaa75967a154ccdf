import { readdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { checkout } from '../cluster-folder.ts';
import { run } from '../run.ts';
import { runPackage, tail } from './program.ts';
import type { Stage, Verdict } from './stage.ts';

interface VitestReport {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string; readonly failureMessages: readonly string[] | null }[];
  }[];
}

const folder = join(checkout, 'test-results');

/** The rooms that have tests: each folder of tests/ with a vitest project of its name. */
export const testedRooms = ['domain', 'db', 'census', 'api', 'tiles', 'seed', 'web', 'ops'] as const;

const firstLines = (text: string) => text.split('\n').slice(0, 12).join('\n  ');

/** Counts one vitest report; a file that could not even be read counts as one failure. */
export const readVitest = (report: VitestReport): Verdict => {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const brokenFiles = report.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed'));
  const failed = tests.filter((one) => one.status === 'failed');
  return {
    passed: tests.filter((one) => one.status === 'passed').length,
    failed: failed.length + brokenFiles.length,
    skipped: tests.filter((one) => !['passed', 'failed'].includes(one.status)).length,
    notes: [
      ...brokenFiles.map((file) => `${relative(checkout, file.name)}: ${firstLines(file.message)}`),
      ...failed.map((one) => `✗ ${one.fullName}\n  ${firstLines(one.failureMessages?.[0] ?? '')}`),
      ...tests.filter((one) => !['passed', 'failed'].includes(one.status)).map((one) => `skipped: ${one.fullName}`),
    ],
  };
};

const readReport = async <Report>(file: string): Promise<Report | null> => {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : JSON.parse(text);
};

/** To have run nothing is a failure: a renamed folder must not look like a pass. */
export const orNothingRan = (verdict: Verdict, room: string): Verdict =>
  verdict.passed + verdict.failed + verdict.skipped === 0 ? { ...verdict, failed: 1, notes: [`tests/${room}: no test ran`] } : verdict;

/** One room's tests, measured for coverage by V8; each room leaves its own measurement. */
export const roomTests = (room: string): Stage => ({
  name: room,
  run: async () => {
    const file = join(folder, `vitest-${room}.json`);
    await rm(file, { force: true });
    const coverage = ['--coverage.enabled', '--coverage.reporter=json', `--coverage.reportsDirectory=coverage/${room}`, '--coverage.reportOnFailure'];
    const args = ['run', '--project', room, '--reporter=json', `--outputFile.json=${file}`, ...coverage];
    const ran = await runPackage('vitest/vitest.mjs', args);
    const report = await readReport<VitestReport>(file);
    if (report === null) return { passed: 0, failed: 1, skipped: 0, notes: tail(ran) };
    const verdict = orNothingRan(readVitest(report), room);
    // An error outside every test (an unhandled rejection, a failed teardown) fails the run and none of its tests.
    return ran.code !== 0 && verdict.failed === 0 ? { ...verdict, failed: 1, notes: [...verdict.notes, ...tail(ran, 30)] } : verdict;
  },
});

interface PlaywrightSuite {
  readonly title: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly tests: readonly { readonly status: string; readonly results: readonly { error?: { message?: string } }[] }[];
  }[];
}

interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number; readonly skipped: number };
  readonly errors: readonly { readonly message?: string }[];
  readonly suites: readonly PlaywrightSuite[];
}

const faultsIn = (suite: PlaywrightSuite): string[] => [
  ...(suite.specs ?? []).flatMap((spec) =>
    spec.tests
      .filter((one) => one.status !== 'expected')
      .map((one) => `✗ ${suite.title} › ${spec.title} (${one.status})\n  ${firstLines(one.results.at(-1)?.error?.message ?? '')}`),
  ),
  ...(suite.suites ?? []).flatMap(faultsIn),
];

/** Counts one Playwright report; a test that passed only when tried again is a failure. */
export const readPlaywright = ({ stats, errors, suites }: PlaywrightReport): Verdict => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky + errors.length,
  skipped: stats.skipped,
  notes: [...errors.map((error) => firstLines(error.message ?? 'an error outside every test')), ...suites.flatMap(faultsIn)],
});

/** People's stories in a real browser. */
export const browserTests: Stage = {
  name: 'e2e',
  run: async () => {
    const file = join(folder, 'playwright.json');
    await rm(file, { force: true });
    const script = join(checkout, 'node_modules/@playwright/test/cli.js');
    const ran = await run(process.execPath, [script, 'test', '--reporter=json'], {
      cwd: checkout,
      env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file, NO_COLOR: '1', FORCE_COLOR: undefined },
    });
    const report = await readReport<PlaywrightReport>(file);
    if (report === null) return { passed: 0, failed: 1, skipped: 0, notes: tail(ran) };
    return orNothingRan(readPlaywright(report), 'e2e');
  },
};

/** Rooms whose folder holds at least one test file must be tested; a new folder must be known to us. */
export const unknownRooms = async (): Promise<string[]> => {
  const found = await readdir(join(checkout, 'tests'), { recursive: true });
  const rooms = new Set(found.filter((name) => name.endsWith('.test.ts')).map((name) => name.split('/')[0] ?? ''));
  return [...rooms].filter((room) => !testedRooms.some((known) => known === room));
};
