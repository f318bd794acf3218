import type { Progress } from '@videoexpress/job-schema';
import { type WorkerProgress, workerProgressSchema } from '@videoexpress/job-schema/worker';
import { otherVersion } from './worker-words.ts';

const stageWords: Readonly<Record<WorkerProgress['stage'], string>> = {
  fetch: 'Fetching inputs',
  load: 'Loading model',
  encode_prompt: 'Reading the prompt',
  denoise: 'Rendering',
  decode: 'Decoding',
  encode: 'Encoding',
  validate: 'Checking the frames',
  upload: 'Uploading',
};

/** Follows the reports of one render. They overtake each other on their way, and some never come. */
export class ProgressReader {
  #seq = -1;
  #fraction: number | null = null;
  #progress: Progress;

  /** `stage`: what is shown until the first report. */
  constructor(stage: string) {
    this.#progress = { fraction: null, stage };
  }

  /** Takes a report in; one that is older than another, or cannot be read, changes nothing. Says where things stand. */
  read(raw: unknown): Progress {
    const report = workerProgressSchema.safeParse(raw);
    if (!report.success) {
      const stage = otherVersion(raw);
      if (stage !== null) this.#progress = { fraction: null, stage };
      return this.#progress;
    }
    if (report.data.seq <= this.#seq) return this.#progress;
    this.#seq = report.data.seq;
    this.#progress = this.#worded(report.data);
    return this.#progress;
  }

  get progress(): Progress {
    return this.#progress;
  }

  /** How far the reports have come. It grows also where nothing measured does: a sign of life. */
  get signs(): number {
    return this.#seq + 1;
  }

  #worded({ stage, fraction, step, total_steps: totalSteps, eta_s: etaSeconds }: WorkerProgress): Progress {
    if (fraction !== null) this.#fraction = Math.max(this.#fraction ?? 0, fraction);
    const isCounted = stage === 'denoise' && step !== undefined && totalSteps !== undefined;
    return {
      fraction: this.#fraction,
      stage: isCounted ? `Step ${step} of ${totalSteps}` : stageWords[stage],
      ...(step === undefined ? {} : { step }),
      ...(totalSteps === undefined ? {} : { totalSteps }),
      ...(etaSeconds === undefined ? {} : { etaSeconds }),
    };
  }
}
