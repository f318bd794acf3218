import type { CrashReportState, ServiceHealth } from '@videoexpress/job-schema';
import { readDsn } from '@videoexpress/job-schema/crash-reports';

/** How crash reports stand, in words. */
export interface Standing {
  readonly state: CrashReportState;
  readonly detail: string;
  readonly fix: string | null;
}

/** @param isOn the switch of Settings; null before it is known */
export function standingOf(dsn: string | null, isOn: boolean | null): Standing {
  if (dsn === null) {
    return { state: 'not_configured', detail: 'Not set up. Crashes are not reported.', fix: null };
  }
  const read = readDsn(dsn);
  if (typeof read === 'string') {
    return {
      state: 'unusable',
      detail: `SENTRY_DSN cannot be used. ${read}`,
      fix: 'Put the right DSN under Settings, Keys.',
    };
  }
  if (isOn !== true) return { state: 'off', detail: 'Switched off. Crashes are not reported.', fix: null };
  return { state: 'on', detail: `Configured. Crashes are reported to ${read.host}.`, fix: null };
}

const statuses = { on: 'ok', off: 'not_configured', not_configured: 'not_configured', unusable: 'down' } as const;

/** Whether it is set up, not whether Sentry can be reached: that shows with a report alone. */
export function reportsHealth({ state, detail, fix }: Standing): ServiceHealth {
  return { id: 'sentry', label: 'Sentry', status: statuses[state], latencyMs: null, detail, fix };
}
