import type { Clock } from '@videoexpress/studio';
import type { Behaviour } from './light-worker/behaviour.ts';
import { createClipMaker } from './light-worker/clip-maker.ts';
import { LightWorker } from './light-worker/light-worker.ts';
import type { RunPodSimulator } from './runpod-simulator.ts';

/** Light workers of one simulator, which make each size of clip once. */
export class LightFleet {
  readonly #runpod: RunPodSimulator;
  readonly #clock: Clock;
  readonly #makeClip = createClipMaker();
  readonly #workers = new Map<string, LightWorker>();

  constructor(runpod: RunPodSimulator, clock: Clock) {
    this.#runpod = runpod;
    this.#clock = clock;
  }

  /** Starts one, and resolves when the simulator has seen it. */
  async start(behaviour: Behaviour = {}): Promise<LightWorker> {
    const worker = new LightWorker({ ...this.#runpod, clock: this.#clock, makeClip: this.#makeClip, behaviour });
    this.#workers.set(worker.id, worker);
    while (!this.#runpod.workers.ids.includes(worker.id)) {
      await this.#runpod.workers.present(this.#runpod.workers.ids.length + 1);
    }
    return worker;
  }

  /** The worker of an id, or the one that started first; null: there is none. */
  find(workerId?: string): LightWorker | null {
    const [first] = this.#workers.values();
    return (workerId === undefined ? first : this.#workers.get(workerId)) ?? null;
  }

  get all(): readonly LightWorker[] {
    return [...this.#workers.values()];
  }

  async kill(workerId: string): Promise<boolean> {
    const worker = this.#workers.get(workerId);
    this.#workers.delete(workerId);
    await worker?.kill();
    return worker !== undefined;
  }

  async killAll(): Promise<void> {
    await Promise.all(this.all.map((worker) => worker.kill()));
    this.#workers.clear();
  }
}
