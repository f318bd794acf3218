import type { Result } from '@videoexpress/job-schema';
import type { Clock } from '@videoexpress/studio';
import type { EndpointAddress } from './endpoint-address.ts';
import type { EndpointFacts, ManagementClient } from './management-client.ts';
import type { RunPodHealth } from './runpod-answers.ts';
import type { AskFailure, RunPodClient } from './runpod-client.ts';

/** However many jobs wait, the endpoint is asked this often for all of them together. */
const lookEveryMs = 10_000;
/** What is set up for an endpoint seldom changes. */
const factsEveryMs = 10 * 60_000;
/** One that could not be told is asked for again sooner. */
const factsAgainMs = 60_000;
const lookWithinMs = 10_000;
/** An endpoint that scales from zero has no worker for a moment. Only one that keeps none has to be told of. */
const noWorkersAfterMs = 60_000;

export interface EndpointSight {
  readonly health: RunPodHealth;
  /** Null: not known. */
  readonly facts: EndpointFacts | null;
  /** There was no worker for so long that none is to be expected. */
  readonly hasNoWorkers: boolean;
}

export interface EndpointWatchParts {
  readonly client: RunPodClient;
  readonly management: ManagementClient;
  readonly clock: Clock;
}

/** What is known of the endpoint and its workers: asked now and then, by whoever wants to know. */
export class EndpointWatch {
  readonly #parts: EndpointWatchParts;
  readonly #stop = new AbortController();
  #endpointBase = '';
  #health: RunPodHealth | null = null;
  #facts: EndpointFacts | null = null;
  #nextLookMs = Number.NEGATIVE_INFINITY;
  #nextFactsMs = Number.NEGATIVE_INFINITY;
  #noWorkersSinceMs: number | null = null;
  #looking: Promise<unknown> | null = null;
  /** Whether the last question was answered. */
  #isAnswered = false;

  constructor(parts: EndpointWatchParts) {
    this.#parts = parts;
  }

  /** What is known at this moment; asks anew in the background where that is older than ten seconds. Null: nothing yet. */
  glance(endpoint: EndpointAddress): EndpointSight | null {
    this.#follow(endpoint);
    if (this.#parts.clock.monotonic() >= this.#nextLookMs && this.#looking === null && !this.#stop.signal.aborted) {
      const limit = new AbortController();
      const callOff = this.#parts.clock.after(lookWithinMs, () => limit.abort());
      const looking = this.look(endpoint, AbortSignal.any([this.#stop.signal, limit.signal])).finally(() => {
        callOff();
        this.#looking = null;
      });
      this.#looking = looking;
    }
    return this.#sight();
  }

  /**
   * What is set up for the endpoint. Where nobody has asked yet, as after a start that goes on with renders of before, it is
   * waited for, as long as a look takes at most. Null: it cannot be told.
   */
  async factsOf(endpoint: EndpointAddress): Promise<EndpointFacts | null> {
    this.glance(endpoint);
    if (this.#facts === null) await this.#looking;
    return this.#facts;
  }

  /** Asks the endpoint now, and what is set up for it where that is old. */
  async look(endpoint: EndpointAddress, signal: AbortSignal): Promise<Result<RunPodHealth, AskFailure>> {
    this.#follow(endpoint);
    const { clock, client } = this.#parts;
    this.#nextLookMs = clock.monotonic() + lookEveryMs;
    const [health] = await Promise.all([client.health(endpoint, signal), this.#lookUpFacts(endpoint, signal)]);
    if (this.#endpointBase !== endpoint.base) return health;
    this.#isAnswered = health.ok;
    if (health.ok) this.#note(health.value);
    return health;
  }

  /** What the last look found, without asking anew; null: there was none, or no answer. */
  known({ base }: EndpointAddress): EndpointSight | null {
    return base === this.#endpointBase && this.#isAnswered ? this.#sight() : null;
  }

  /** What is set up for the endpoint; null: not known. */
  get facts(): EndpointFacts | null {
    return this.#facts;
  }

  /** Ends what is being asked in the background. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#looking;
  }

  /** Another endpoint was set: nothing that is known holds for it. */
  #follow({ base }: EndpointAddress): void {
    if (base === this.#endpointBase) return;
    this.#endpointBase = base;
    this.#health = null;
    this.#facts = null;
    this.#isAnswered = false;
    this.#noWorkersSinceMs = null;
    this.#nextLookMs = Number.NEGATIVE_INFINITY;
    this.#nextFactsMs = Number.NEGATIVE_INFINITY;
  }

  #note(health: RunPodHealth): void {
    this.#health = health;
    if (countWorkers(health) > 0) this.#noWorkersSinceMs = null;
    else this.#noWorkersSinceMs ??= this.#parts.clock.monotonic();
  }

  async #lookUpFacts(endpoint: EndpointAddress, signal: AbortSignal): Promise<void> {
    const { clock, management } = this.#parts;
    if (clock.monotonic() < this.#nextFactsMs) return;
    this.#nextFactsMs = clock.monotonic() + factsAgainMs;
    const facts = await management.endpointFacts(endpoint, signal);
    if (!facts.ok || this.#endpointBase !== endpoint.base) return;
    this.#nextFactsMs = clock.monotonic() + factsEveryMs;
    this.#facts = facts.value;
  }

  #sight(): EndpointSight | null {
    if (this.#health === null) return null;
    const isNone = countWorkers(this.#health) === 0;
    const sinceMs = this.#noWorkersSinceMs ?? Number.POSITIVE_INFINITY;
    const isLong = this.#parts.clock.monotonic() - sinceMs >= noWorkersAfterMs;
    const hasNoWorkers = isNone && (isLong || this.#facts?.maxWorkers === 0);
    return { health: this.#health, facts: this.#facts, hasNoWorkers };
  }
}

/** Workers of any kind. `ready` counts those that are idle or running a second time. */
export function countWorkers({ workers }: RunPodHealth): number {
  const { idle, ready, running, initializing, throttled, unhealthy } = workers;
  return Math.max(idle + running, ready) + initializing + throttled + unhealthy;
}
