import { defineConfig } from 'vitest/config';

/** One project per room, by the folder of its tests; `vitest run --project domain` runs one. */
const room = (name: string, more: { fileParallelism?: boolean; testTimeout?: number } = {}) => ({
  extends: true as const,
  test: { name, include: [`tests/${name}/**/*.test.ts`], ...more },
});

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
      room('domain', { testTimeout: 5_000 }),
      room('db'),
      room('census'),
      room('api'),
      room('tiles'),
      room('seed'),
      room('web'),
      room('ops', { testTimeout: 90_000 }),
    ],
  },
});
