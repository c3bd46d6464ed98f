import { defineConfig } from 'vitest/config';

const globalSetup = ['test/support/store-template.ts'];
/** The model inside loads for a second in each process: what concerns it asks for it (CONTRIBUTING.md). */
const env = { EMBEDDINGS: 'off' };
const common = { env, testTimeout: 60_000, hookTimeout: 180_000, pool: 'forks' as const };
/** Each file of the engines' suite starts servers of its own; such as are given are emptied, by one file at a time. */
const sharesServers = Boolean(process.env.ELASTICSEARCH_URL || process.env.TEST_DATABASE_URL);

// Four suites, one command each: quick and offline; real servers of both engines, commands as processes, processes
// killed at work, and whatever takes a quarter of a minute; real Chromium; the package as npm installs it.
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...common,
          name: 'fast',
          // Each file would load what it tests anew, two seconds of work: a third of the suite.
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: ['engines', 'browser', 'package'].map((suite) => `test/**/*.${suite}.test.ts`),
          globalSetup,
        },
      },
      {
        test: {
          ...common,
          globalSetup,
          name: 'engines',
          include: ['test/**/*.engines.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 300_000,
          fileParallelism: !sharesServers,
        },
      },
      {
        test: {
          ...common,
          globalSetup,
          name: 'browser',
          // As long as a page may take on a busy machine; a locator waits longer.
          expect: { poll: { timeout: 10_000 } },
          include: ['test/**/*.browser.test.ts'],
          fileParallelism: false,
        },
      },
      { test: { ...common, name: 'package', include: ['test/**/*.package.test.ts'] } },
    ],
  },
});
