import type { ServiceHealth } from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

const everyMs = 60_000;
const checkLimitMs = 10_000;

/** Looks after each service's health, and tells when one changes for better or worse. */
export function createHealthWatch(deps: {
  checks: () => readonly ((signal: AbortSignal) => Promise<ServiceHealth>)[];
  clock: Clock;
  log: Log;
  onChange: (health: ServiceHealth) => Promise<void>;
}) {
  const last = new Map<string, ServiceHealth>();
  let callOff: (() => void) | null = null;

  async function read(signal: AbortSignal): Promise<ServiceHealth[]> {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(checkLimitMs)]);
    return Promise.all(deps.checks().map((check) => check(limited)));
  }

  /** Looks now. The first look only sets what later ones are compared with. */
  async function look(signal: AbortSignal): Promise<readonly ServiceHealth[]> {
    const now = await read(signal);
    for (const health of now) {
      const before = last.get(health.id);
      last.set(health.id, health);
      if (before !== undefined && (before.status !== health.status || before.detail !== health.detail))
        await deps.onChange(health);
    }
    return now;
  }

  return {
    look,
    start(stop: AbortSignal): void {
      const again = () => {
        callOff = deps.clock.after(everyMs, () => {
          look(stop)
            .catch((cause: unknown) => deps.log.warn({ err: cause }, 'A health check failed'))
            .finally(() => {
              if (!stop.aborted) again();
            });
        });
      };
      again();
    },
    stop(): void {
      callOff?.();
    },
  };
}
