import type { CrashReports } from '../crash-reports/crash-reports.ts';

/** Crash reports where no DSN is set. */
export function noCrashReports(): CrashReports {
  const detail = 'Not set up. Crashes are not reported.';
  return {
    report: () => false,
    reportOfPage: () => undefined,
    configure: () => undefined,
    health: () =>
      Promise.resolve({ id: 'sentry', label: 'Sentry', status: 'not_configured', latencyMs: null, detail, fix: null }),
    describe: () => Promise.resolve({ state: 'not_configured', detail, fix: null, example: {} }),
    test: () => Promise.resolve({ works: false, seconds: 0, detail, fix: null }),
    close: () => Promise.resolve(),
  };
}
