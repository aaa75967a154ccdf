import { defineConfig } from 'vitest/config';

/** One project per room, by the folder of its tests; `vitest run --project domain` runs one. */
const room = (name: string, more: { fileParallelism?: boolean; testTimeout?: number; isolate?: boolean } = {}) => ({
  extends: true as const,
  test: { name, include: [`tests/${name}/**/*.test.ts`], ...more },
});

/**
 * Its workers load the program once and take one file after the other, as a server takes one request after the other: to load it anew for each file took 31 of
 * Node's 73 s of processor in seventeen files of the api, 9 of 17 in web, 15 of 60 in domain. What a file changes beyond its own database (timers, globals,
 * process.env) it puts back.
 */
const inOneGo = { isolate: false };

export default defineConfig({
  test: {
    globalSetup: ['tests/support/run.setup.ts'],
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // What is waited for comes late on two busy cores; the usual second is for a machine that does nothing else.
    expect: { poll: { timeout: 15_000 } },
    coverage: {
      provider: 'v8',
      include: ['domain/**/*.ts', 'db/**/*.ts', 'api/**/*.ts', 'tiles/**/*.ts', 'seed/**/*.ts', 'census/**/*.ts', 'ops/**/*.ts'],
      reporter: ['text-summary', 'json-summary'],
      reportsDirectory: 'coverage',
    },
    projects: [
      room('domain', { testTimeout: 5_000, ...inOneGo }),
      room('db', inOneGo),
      room('census'),
      room('api', inOneGo),
      room('tiles', inOneGo),
      room('seed', inOneGo),
      room('web', inOneGo),
      room('ops', { testTimeout: 90_000 }),
    ],
  },
});
