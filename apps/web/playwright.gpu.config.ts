import { defineConfig } from '@playwright/test';
import base from './playwright.config.ts';

/**
 * Renders on RunPod in a browser: with a simulator, the Python worker and an S3 server beside the daemon. `npm run test:all`
 * brings what they need (`scripts/test/gpu-browser.mjs`). One at a time: the worker has one GPU, which is this machine's processor.
 */
export default defineConfig(base, { testDir: './e2e/gpu', testIgnore: [], workers: 1, timeout: 180_000 });
