import type { ServiceHealth } from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

const everyMs = 60_000;
/** Whoever asks for the health of a service that does not answer gets after this time what was last known of it. */
const patienceMs = 1000;

export interface HealthCheck {
  readonly id: string;
  readonly label: string;
  readonly ask: (signal: AbortSignal) => Promise<ServiceHealth>;
}

/** Looks after each service's health, and tells when one changes for better or worse. */
export function createHealthWatch(deps: {
  checks: readonly HealthCheck[];
  clock: Clock;
  log: Log;
  onChange: (health: ServiceHealth) => Promise<void>;
  /** Aborted when the daemon stops. */
  stop: AbortSignal;
}) {
  const { clock, log } = deps;
  /** What each service said last, and what was last told of it. */
  const last = new Map<string, ServiceHealth>();
  const told = new Map<string, ServiceHealth>();
  /** Services with a change that could not be written down. */
  const untold = new Set<string>();
  const asking = new Map<string, Promise<ServiceHealth>>();
  let callOff: (() => void) | null = null;

  /** However many want to know, a service is asked once at a time. */
  function ask(check: HealthCheck): Promise<ServiceHealth> {
    const known = asking.get(check.id);
    if (known !== undefined) return known;
    const asked = askNow(check).finally(() => asking.delete(check.id));
    asking.set(check.id, asked);
    return asked;
  }

  async function askNow(check: HealthCheck): Promise<ServiceHealth> {
    try {
      const health = await check.ask(deps.stop);
      last.set(check.id, health);
      await tellChange(health);
      return health;
    } catch (cause) {
      log.error({ err: cause, service: check.id }, 'A health check failed');
      return { ...nothingYet(check), detail: 'It could not be checked.', fix: 'The log says why.' };
    }
  }

  /** The first look only sets what later ones are compared with. */
  async function tellChange(health: ServiceHealth): Promise<void> {
    const before = told.get(health.id);
    const wasHeard = before === undefined || (before.status === health.status && before.detail === health.detail);
    // Who asked meanwhile has seen what the stream could not tell, so the stream tells what comes after, even if it is as before.
    const isSame = wasHeard && !untold.has(health.id);
    try {
      if (!isSame && !deps.stop.aborted) await deps.onChange(health);
      told.set(health.id, health);
      untold.delete(health.id);
    } catch (cause) {
      untold.add(health.id);
      log.warn({ err: cause }, 'A change of health could not be written down; the next look tries again');
    }
  }

  async function patiently(check: HealthCheck): Promise<ServiceHealth> {
    const asked = ask(check);
    let callOffWait = () => {};
    const waited = new Promise<ServiceHealth>((resolve) => {
      callOffWait = clock.after(patienceMs, () => resolve(last.get(check.id) ?? nothingYet(check)));
    });
    try {
      return await Promise.race([asked, waited]);
    } finally {
      callOffWait();
    }
  }

  function refresh(): void {
    for (const check of deps.checks) void ask(check);
  }

  function lookAgainLater(): void {
    callOff = clock.after(everyMs, () => {
      refresh();
      lookAgainLater();
    });
  }

  return {
    /** Each service, or those named; none is waited for longer than a second. */
    look: (ids?: readonly string[]): Promise<readonly ServiceHealth[]> =>
      Promise.all(deps.checks.filter(({ id }) => ids?.includes(id) ?? true).map(patiently)),
    /** Asks all anew and waits for none. */
    refresh,
    start: lookAgainLater,
    async stop(): Promise<void> {
      callOff?.();
      await Promise.all(asking.values());
    },
  };
}

function nothingYet({ id, label }: HealthCheck): ServiceHealth {
  return { id, label, status: 'degraded', latencyMs: null, detail: 'It has not answered yet.', fix: null };
}
