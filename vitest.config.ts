import { defineConfig } from 'vitest/config';

const common = { testTimeout: 60_000, hookTimeout: 180_000, pool: 'forks' as const };

// Three suites, one command each: quick and offline; real servers of both engines and processes killed at work; real Chromium.
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...common,
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.engines.test.ts', 'test/**/*.browser.test.ts'],
          globalSetup: ['test/support/store-template.ts'],
        },
      },
      { test: { ...common, name: 'engines', include: ['test/**/*.engines.test.ts'], fileParallelism: false } },
      { test: { ...common, name: 'browser', include: ['test/**/*.browser.test.ts'], fileParallelism: false } },
    ],
  },
});
