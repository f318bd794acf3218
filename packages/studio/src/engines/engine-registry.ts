import { type EngineModel, err, type Job, type JobKindId, ok, type Result } from '@videoexpress/job-schema';
import type { Rates } from '../jobs/estimate.ts';
import type { Refusal } from '../refusal.ts';
import type { RenderEngine } from './render-engine.ts';

/**
 * The engines of this daemon, by id. The first one is the default until a person prefers another. Beside them stand those that
 * take clips to channels: they have their place in the queue, and nobody chooses them.
 */
export class EngineRegistry {
  readonly #engines: ReadonlyMap<string, RenderEngine>;
  readonly #publishing: ReadonlyMap<string, RenderEngine>;
  #defaultId: string;

  constructor(engines: readonly RenderEngine[], publishing: readonly RenderEngine[] = []) {
    const [first] = engines;
    if (first === undefined) throw new Error('A studio needs at least one engine');
    this.#defaultId = first.description.id;
    this.#engines = new Map(engines.map((engine) => [engine.description.id, engine]));
    this.#publishing = new Map(publishing.map((engine) => [engine.description.id, engine]));
  }

  /** The engine of a job that names none. */
  get defaultId(): string {
    return this.#defaultId;
  }

  /** Makes an engine the default. One that is not here changes nothing. */
  prefer(id: string): void {
    if (this.#engines.has(id)) this.#defaultId = id;
  }

  /** Those that render. */
  get all(): readonly RenderEngine[] {
    return [...this.#engines.values()];
  }

  /** Those that jobs go to, the ones that publish among them. */
  get withPublishing(): readonly RenderEngine[] {
    return [...this.#engines.values(), ...this.#publishing.values()];
  }

  get(id: string): RenderEngine | undefined {
    return this.#engines.get(id) ?? this.#publishing.get(id);
  }

  /** What a second of rendering costs where a job runs, in US dollars; 0 is free, null is not known. */
  priceOf({ engine, input }: Pick<Job, 'engine' | 'input'>): number | null {
    if (this.#publishing.has(engine)) return 0;
    const models = this.#engines.get(engine)?.description.models ?? [];
    return models.find(({ id }) => id === input['model'])?.pricePerSecondUsd ?? null;
  }

  /** What is known of such a job before it ran. */
  ratesOf(job: Pick<Job, 'engine' | 'input'>): Rates {
    const roughSeconds = this.#engines.get(job.engine)?.roughSeconds?.(job.input) ?? null;
    return { pricePerSecondUsd: this.priceOf(job), roughSeconds };
  }

  /** What is said of an engine that is not here; `path` is the field that names it. */
  unknown(id: string, path: string): Refusal {
    const known = [...this.#engines.keys()].join(', ');
    return {
      code: 'engine_unknown',
      detail: `There is no engine “${id}”. Engines here: ${known}.`,
      errors: [{ path, message: `Unknown engine. Use one of: ${known}.` }],
    };
  }

  /** The model that a job of this kind runs with. Refused: no such engine, no such model, or one that cannot do the kind. */
  choose(
    kind: JobKindId,
    engineId: string | undefined,
    modelId: string | undefined,
  ): Result<{ engine: RenderEngine; model: EngineModel }, Refusal> {
    const engine = this.#engines.get(engineId ?? this.defaultId);
    if (engine === undefined) return err(this.unknown(engineId ?? '', 'engine'));
    const able = engine.description.models.filter((model) => model.kinds.includes(kind));
    if (able.length === 0) {
      const others = this.all.filter((other) => other.description.models.some((model) => model.kinds.includes(kind)));
      const names = others.map((other) => other.description.id).join(', ') || 'none of those set up';
      return err({
        code: 'engine_cannot',
        detail: `${engine.description.label} cannot do ${kind}. Engines that can: ${names}.`,
        errors: [{ path: 'engine', message: `Cannot do ${kind}. Engines that can: ${names}.` }],
      });
    }
    const model = modelId === undefined ? able[0] : able.find((each) => each.id === modelId);
    if (model === undefined) {
      const names = able.map((each) => each.id).join(', ');
      return err({
        code: 'invalid_input',
        detail: `${engine.description.label} has no model “${modelId}” for ${kind}.`,
        errors: [{ path: 'input.model', message: `Unknown model. Use one of: ${names}.` }],
      });
    }
    return ok({ engine, model });
  }
}
