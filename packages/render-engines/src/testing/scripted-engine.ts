import { copyFile } from 'node:fs/promises';
import {
  type AttemptId,
  err,
  type EngineDescription,
  ok,
  type Result,
  type ServiceHealth,
} from '@videoexpress/job-schema';
import type {
  AttemptRef,
  EngineError,
  EngineSettings,
  RenderEngine,
  RenderRef,
  RenderRequest,
  RenderStatus,
  Stopped,
  SubmitError,
} from '@videoexpress/studio';

export interface ScriptedEngineOptions {
  readonly id?: string;
  readonly embedded?: boolean;
  readonly maxConcurrent?: number;
  /** Null, unknown, when it is left out. */
  readonly pricePerSecondUsd?: number | null;
  /** File that every finished render hands over. */
  readonly resultPath?: string;
  /** Parameters of its description. One called `at_once` sets how many it holds. */
  readonly settings?: EngineDescription['settings'];
  /** What its model says of itself beyond the plain one. */
  readonly model?: Partial<EngineDescription['models'][number]>;
}

interface Render {
  readonly request: RenderRequest;
  status: RenderStatus;
}

type SubmitAnswer = Result<{ remoteId: string }, SubmitError>;

/** An engine that does what a test says, and remembers what it was asked. It renders nothing. */
export class ScriptedEngine implements RenderEngine {
  readonly description: EngineDescription;
  maxConcurrent: number;
  /** What it was last given to run by. */
  settings: EngineSettings = {};
  /** Every submission it was sent, in order, taken or not. */
  readonly submissions: RenderRequest[] = [];
  readonly cancelled: AttemptId[] = [];
  readonly released: AttemptId[] = [];
  closed = false;
  resultPath: string | null;
  /** Answers of the next submissions; when it is empty, a submission is accepted. A function may also throw or wait. */
  readonly submitAnswers: ((request: RenderRequest) => SubmitAnswer | Promise<SubmitAnswer>)[] = [];
  /** Answers of the next looks for a lost submission; when it is empty, what the engine holds. */
  readonly adoptAnswers: Result<{ remoteId: string } | null, EngineError>[] = [];
  /** Answers of the next cancels; when it is empty, done. */
  readonly cancelAnswers: Result<Stopped | null, EngineError>[] = [];
  readonly retrieveAnswers: Result<null, EngineError | { code: 'gone' | 'disk_full'; detail: string }>[] = [];
  #isCutOff = false;
  readonly #renders = new Map<string, Render>();
  readonly #waiters: { count: number; resolve: () => void }[] = [];

  constructor(options: ScriptedEngineOptions = {}) {
    const id = options.id ?? 'scripted';
    this.maxConcurrent = options.maxConcurrent ?? 1;
    this.resultPath = options.resultPath ?? null;
    this.description = {
      id,
      label: 'Scripted',
      notice: 'It does what a test says.',
      embedded: options.embedded ?? false,
      settings: options.settings ?? [],
      models: [
        {
          id: `${id}-model`,
          label: 'Scripted model',
          kinds: ['text_to_video', 'image_to_video'],
          limits: {
            sidePixels: { min: 64, max: 1920, multipleOf: 2 },
            maxPixels: 1920 * 1080,
            numFrames: { min: 8, max: 1800, base: 0, step: 1 },
            fps: { min: 8, max: 60 },
            durationSeconds: { min: 1, max: 30 },
          },
          defaults: { width: 64, height: 64, num_frames: 8, fps: 8 },
          parameters: [],
          pricePerSecondUsd: options.pricePerSecondUsd ?? null,
          ...options.model,
        },
      ],
    };
  }

  /** Sets what the next looks at a render will find. */
  set(remoteId: string, status: RenderStatus): void {
    const render = this.#renders.get(remoteId);
    if (render === undefined) throw new Error(`No render ${remoteId}`);
    render.status = status;
  }

  finish(remoteId: string): void {
    this.set(remoteId, { state: 'finished', warnings: [], actualUsd: null });
  }

  /** Forgets everything, as an engine does that was itself started anew. */
  forget(): void {
    this.#renders.clear();
  }

  /** Resolves once `count` submissions have come in. */
  async submitted(count: number): Promise<void> {
    if (this.submissions.length >= count) return;
    await new Promise<void>((resolve) => this.#waiters.push({ count, resolve }));
  }

  configure(settings: EngineSettings): void {
    this.settings = settings;
    const { at_once: atOnce } = settings;
    if (typeof atOnce === 'number') this.maxConcurrent = atOnce;
  }

  /** From now on nothing answers any more: a call ends only when it is told to. */
  cutOff(): void {
    this.#isCutOff = true;
  }

  async health(signal?: AbortSignal): Promise<ServiceHealth> {
    const { id, label } = this.description;
    if (await this.#hangs(signal))
      return { id, label, status: 'down', latencyMs: null, detail: 'It does not answer.', fix: null };
    return { id, label, status: 'ok', latencyMs: 0, detail: 'Scripted.', fix: null };
  }

  async submit(request: RenderRequest, signal: AbortSignal): Promise<SubmitAnswer> {
    this.submissions.push(request);
    for (const waiter of this.#waiters) if (waiter.count <= this.submissions.length) waiter.resolve();
    if (await this.#hangs(signal)) return err(cutOffError);
    const scripted = this.submitAnswers.shift();
    const answer =
      scripted === undefined
        ? ok({ remoteId: request.attemptId })
        : await Promise.race([scripted(request), cutOff(signal)]);
    if (answer.ok && !this.#renders.has(answer.value.remoteId)) {
      this.#renders.set(answer.value.remoteId, { request, status: { state: 'waiting' } });
    }
    return answer;
  }

  async adopt(
    { attemptId }: AttemptRef,
    signal?: AbortSignal,
  ): Promise<Result<{ remoteId: string } | null, EngineError>> {
    if (await this.#hangs(signal)) return err(unreachable);
    const scripted = this.adoptAnswers.shift();
    if (scripted !== undefined) return scripted;
    for (const [remoteId, render] of this.#renders) if (render.request.attemptId === attemptId) return ok({ remoteId });
    return ok(null);
  }

  async poll({ remoteId }: RenderRef, signal?: AbortSignal): Promise<Result<RenderStatus, EngineError>> {
    if (await this.#hangs(signal)) return err(unreachable);
    return ok(this.#renders.get(remoteId)?.status ?? { state: 'lost' });
  }

  async cancel(target: { attemptId: AttemptId }, signal?: AbortSignal): Promise<Result<Stopped | null, EngineError>> {
    if (await this.#hangs(signal)) return err(unreachable);
    const scripted = this.cancelAnswers.shift() ?? ok(null);
    if (scripted.ok) this.cancelled.push(target.attemptId);
    return scripted;
  }

  async retrieve(
    { remoteId }: RenderRef,
    toPath: string,
    signal?: AbortSignal,
  ): Promise<Result<null, EngineError | { code: 'gone' | 'disk_full'; detail: string }>> {
    if (await this.#hangs(signal)) return err(unreachable);
    const scripted = this.retrieveAnswers.shift();
    if (scripted !== undefined && !scripted.ok) return scripted;
    if (this.resultPath === null || !this.#renders.has(remoteId))
      return err({ code: 'gone', detail: 'There is no result.' });
    await copyFile(this.resultPath, toPath);
    return ok(null);
  }

  async release({ attemptId }: AttemptRef): Promise<void> {
    this.released.push(attemptId);
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.description.embedded) this.forget();
  }

  async #hangs(signal: AbortSignal | undefined): Promise<boolean> {
    if (this.#isCutOff) await (signal === undefined ? new Promise(() => undefined) : told(signal));
    return this.#isCutOff;
  }
}

const cutOffError = { code: 'unknown', detail: 'cut off' } as const;
const unreachable = { code: 'unreachable', detail: 'cut off' } as const;

function told(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** What a caller that hangs up gets to know: nothing. */
async function cutOff(signal: AbortSignal): Promise<SubmitAnswer> {
  await told(signal);
  return err(cutOffError);
}
