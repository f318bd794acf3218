import { defineConfig } from 'vitest/config';
import { longTests } from './scripts/test/long-tests.mjs';

const longForms = process.env['VIDEOEXPRESS_LONG_TESTS'] === '1' ? [] : Object.values(longTests).flat();

/**
 * One run for every package: they share one process pool, and one report counts all of them. A package's entry is its
 * TypeScript source, so no test waits for a build.
 */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'apps/{cli,daemon}/src/**/*.test.ts',
      'apps/web/src/**/*.test.{ts,tsx}',
      'scripts/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', 'apps/web/e2e/**', ...longForms],
    environment: 'node',
    // better-sqlite3 and the codecs are native: a crash must take down one worker, not the run.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 40_000,
    hookTimeout: 40_000,
  },
});
