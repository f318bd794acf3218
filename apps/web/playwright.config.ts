import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { defineConfig } from '@playwright/test';

/** A Chromium of the machine's own, where there is one; without it, Playwright's own download is used. */
function chromiumPath(): string | undefined {
  const named = process.env['VIDEOEXPRESS_CHROMIUM'];
  if (named !== undefined && named !== '') return named;
  return ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((candidate) => existsSync(candidate));
}

const executablePath = chromiumPath();

/**
 * Browser tests against the real daemon and the built page (`next build` first). Each worker has a daemon and a data
 * folder of its own. Two workers: while one waits for a clip, the other has something to look at.
 */
export default defineConfig({
  testDir: './e2e',
  testMatch: '*.spec.ts',
  // They need a GPU worker and have a configuration of their own.
  testIgnore: 'gpu/**',
  outputDir: path.join(os.tmpdir(), 'videoexpress-e2e', 'results'),
  fullyParallel: false,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // Limits, not waits: a machine at work takes its time, and a test that passes waits for none of them.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 800 },
    colorScheme: 'dark',
    video: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
