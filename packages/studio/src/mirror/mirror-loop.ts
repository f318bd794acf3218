import type { Clock } from '../clock.ts';
import type { CloudError } from './cloud-client.ts';

/** Changes are gathered this long: what changes often, as progress does, is sent in its newest state alone. */
const settleMs = 5000;
/** Between two requests of a copy that has much to catch up on. */
const betweenStepsMs = 1000;
const firstRetryMs = 5000;
const longestRetryMs = 10 * 60_000;
/** Whatever the project asks for, it is asked again after a day. */
const longestAskedForMs = 24 * 60 * 60_000;
/** A machine says this often that it is there. */
const heartbeatMs = 60 * 60_000;

/** How a round ended. */
export type Round =
  | { readonly kind: 'more' | 'idle' }
  /** Nothing can be done until somebody sets it up or signs in. */
  | { readonly kind: 'off' }
  | { readonly kind: 'failed'; readonly error: CloudError };

export interface LoopDeps {
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  readonly round: () => Promise<Round>;
  /** A round that threw: a bug, or a database that is away. */
  readonly onCrash: (cause: unknown) => void;
}

/**
 * When the next round of the copy comes: soon after changes, at once while there is more, later and later while it fails,
 * and never twice at a time.
 */
export function createMirrorLoop({ clock, random, round, onCrash }: LoopDeps) {
  let timer: { readonly callOff: () => void; readonly atMs: number; readonly patient: boolean } | null = null;
  let running: Promise<void> | null = null;
  let failures = 0;
  let isStopped = false;
  let wishedAt: number | null = null;
  let retryAtMs: number | null = null;

  /** `patient`: a change that comes meanwhile brings it forward. */
  function schedule(delayMs: number, patient = false): void {
    if (isStopped) return;
    const atMs = clock.monotonic() + delayMs;
    if (timer !== null) {
      if (timer.atMs <= atMs) return;
      timer.callOff();
    }
    timer = { atMs, patient, callOff: clock.after(delayMs, begin) };
  }

  function begin(): void {
    timer?.callOff();
    timer = null;
    if (isStopped || running !== null) return;
    running = run().finally(() => {
      running = null;
      if (wishedAt !== null) {
        const delayMs = wishedAt - clock.monotonic();
        wishedAt = null;
        if (delayMs <= 0) begin();
        else schedule(delayMs);
      }
    });
  }

  async function run(): Promise<void> {
    retryAtMs = null;
    let ended: Round;
    try {
      ended = await round();
    } catch (cause) {
      onCrash(cause);
      ended = { kind: 'failed', error: { code: 'unreachable', detail: 'The database of this studio is busy.' } };
    }
    if (ended.kind === 'failed') return waitAfter(ended.error);
    failures = 0;
    if (ended.kind === 'more') schedule(betweenStepsMs);
    else if (ended.kind === 'idle') schedule(heartbeatMs, true);
  }

  function waitAfter(error: CloudError): void {
    if (error.code === 'called_off' || error.code === 'needs_login') return;
    failures += 1;
    const grown = Math.min(longestRetryMs, firstRetryMs * 2 ** (failures - 1));
    const wait = needsPerson.has(error.code)
      ? longestRetryMs
      : Math.max(grown, Math.min(longestAskedForMs, error.retryAfterMs ?? 0));
    // Machines that lost the same network do not all come back in the same second.
    const delayMs = Math.round(wait * (0.8 + 0.4 * random()));
    retryAtMs = clock.now() + delayMs;
    schedule(delayMs);
  }

  return {
    /** Something changed: a round comes within seconds, unless one is waited for already. */
    note(): void {
      if (isStopped) return;
      if (running !== null) wishedAt = Math.min(wishedAt ?? Number.POSITIVE_INFINITY, clock.monotonic() + settleMs);
      else if (timer === null || timer.patient) schedule(settleMs);
    },
    /** A person wants it now. */
    now(): void {
      if (isStopped) return;
      failures = 0;
      if (running !== null) wishedAt = clock.monotonic();
      else begin();
    },
    /** Wall time of the next try after a failure; null: none is waited for. */
    retryAt: (): number | null => retryAtMs,
    async stop(): Promise<void> {
      isStopped = true;
      timer?.callOff();
      timer = null;
      await running;
    },
  };
}

const needsPerson: ReadonlySet<CloudError['code']> = new Set([
  'needs_setup',
  'invalid_key',
  'paused',
  'not_configured',
]);
