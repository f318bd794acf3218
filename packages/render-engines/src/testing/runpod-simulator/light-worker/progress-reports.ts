import type { WorkerProgress, workerStages } from '@videoexpress/job-schema/worker';
import type { Behaviour } from './behaviour.ts';
import { head } from './claim-attempt.ts';

type Stage = (typeof workerStages)[number];
type Send = (report: WorkerProgress) => Promise<void>;

/** Share of the whole that is over when a stage begins. */
const beginsAt: Readonly<Record<Stage, number>> = {
  fetch: 0,
  load: 0.02,
  encode_prompt: 0.15,
  denoise: 0.18,
  decode: 0.85,
  encode: 0.9,
  validate: 0.94,
  upload: 0.96,
};

/** Sends measured progress, in the order, or disorder, that a test wants. */
export class ProgressReports {
  readonly #send: Send;
  readonly #order: NonNullable<Behaviour['progress']>;
  #seq = 0;
  #heldBack: WorkerProgress | null = null;

  constructor(order: NonNullable<Behaviour['progress']>, send: Send) {
    this.#send = send;
    this.#order = order;
  }

  async stage(stage: Stage): Promise<void> {
    await this.#report({ stage, fraction: beginsAt[stage] });
  }

  async step(step: number, totalSteps: number): Promise<void> {
    const fraction = beginsAt.denoise + (beginsAt.decode - beginsAt.denoise) * (step / totalSteps);
    await this.#report({ stage: 'denoise', fraction, step, total_steps: totalSteps });
  }

  /** After the result: what was held back for then. */
  async afterResult(): Promise<void> {
    if (this.#order === 'late' && this.#heldBack !== null) await this.#send(this.#heldBack);
  }

  async #report(measured: Pick<WorkerProgress, 'stage' | 'fraction' | 'step' | 'total_steps'>): Promise<void> {
    const report: WorkerProgress = { type: 'progress', ...head, seq: this.#seq, ...measured };
    this.#seq += 1;
    switch (this.#order) {
      case 'none':
        return;
      case 'in_order':
        await this.#send(report);
        return;
      case 'late':
        this.#heldBack = report;
        await this.#send(report);
        return;
      case 'unordered': {
        const earlier = this.#heldBack;
        this.#heldBack = earlier === null ? report : null;
        if (earlier === null) return;
        await this.#send(report);
        await this.#send(earlier);
      }
    }
  }
}
