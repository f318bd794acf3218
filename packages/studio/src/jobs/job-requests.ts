import {
  type CreateJobRequest,
  err,
  type FieldProblem,
  isEndState,
  type Job,
  type JobId,
  type JobInput,
  jobKind,
  type JobKindId,
  ok,
  type PatchJobRequest,
  assetIdSchema,
  type Result,
} from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';
import type { EngineRegistry } from '../engines/engine-registry.ts';
import type { AssetStore } from '../library/asset-store.ts';
import type { Refusal } from '../refusal.ts';
import type { JobStore } from './job-store.ts';
import { newQueuedJob, requestHash } from './new-job.ts';
import { drawSeed, resolveInput } from './resolve-input.ts';

export interface JobRequestsDeps {
  readonly store: JobStore;
  readonly assets: AssetStore;
  readonly engines: EngineRegistry;
  readonly clock: Clock;
  readonly bootId: string;
  /** Work may be there to give out. */
  readonly wakeQueue: () => void;
  /** An attempt may be there to close. */
  readonly wakeCloser: () => void;
}

/** What people do with jobs: put one in, change it, cancel it, try it again, remove it. */
export function createJobRequests(deps: JobRequestsDeps) {
  const { store, clock } = deps;

  /** Resolves an input for an engine: the chosen model, every value filled in, every file there. */
  async function resolve(
    kindId: JobKindId,
    engineId: string | undefined,
    raw: JobInput,
  ): Promise<Result<{ engine: string; input: JobInput }, Refusal>> {
    const kind = jobKind(kindId);
    const wanted = typeof raw['model'] === 'string' ? raw['model'] : undefined;
    const chosen = deps.engines.choose(kindId, engineId, wanted);
    if (!chosen.ok) return chosen;
    const problems: FieldProblem[] = [];
    let picture: { width: number; height: number } | null = null;
    for (const [field, type] of Object.entries(kind.assetFields)) {
      const id = assetIdSchema.safeParse(raw[field]);
      if (!id.success) continue;
      const asset = await deps.assets.get(id.data);
      if (asset === null) problems.push({ path: `input.${field}`, message: `There is no asset ${id.data}.` });
      else if (asset.type !== type)
        problems.push({ path: `input.${field}`, message: `Must be an ${type}; ${id.data} is of type ${asset.type}.` });
      else if (asset.width !== undefined && asset.height !== undefined)
        picture = { width: asset.width, height: asset.height };
    }
    const resolved = resolveInput(kind, raw, { model: chosen.value.model, picture, randomSeed: drawSeed });
    if (!resolved.ok) problems.push(...resolved.error);
    if (problems.length > 0 || !resolved.ok) {
      const [first] = problems;
      const detail = first === undefined ? 'The input is not valid.' : `${first.path}: ${first.message}`;
      return err({ code: 'invalid_input', detail, errors: problems });
    }
    return ok({ engine: chosen.value.engine.description.id, input: resolved.value });
  }

  async function stateRefusal(id: JobId, doing: string): Promise<Refusal> {
    const job = await store.get(id);
    if (job === null) return notFound(id);
    return { code: 'invalid_state', detail: `The job is ${job.state}; it can no longer be ${doing}.` };
  }

  return {
    async create(
      request: CreateJobRequest,
      idempotencyKey: string | null,
    ): Promise<Result<{ job: Job; repeated: boolean }, Refusal>> {
      if (typeof request.projectId === 'string') {
        const message = `There is no project ${request.projectId}.`;
        return err({ code: 'invalid_input', detail: message, errors: [{ path: 'projectId', message }] });
      }
      const resolved = await resolve(request.kind, request.engine, request.input);
      if (!resolved.ok) return resolved;
      const job = newQueuedJob({
        kind: request.kind,
        ...resolved.value,
        priority: request.priority ?? 0,
        projectId: request.projectId ?? null,
        runAt: request.runAt ?? null,
        retryOf: null,
        nowMs: clock.now(),
      });
      const idempotency = idempotencyKey === null ? null : { key: idempotencyKey, bodyHash: requestHash(request) };
      const inserted = await store.insert({ job, createdBootId: deps.bootId }, idempotency);
      if (inserted.kind === 'conflict') {
        return err({
          code: 'idempotency_conflict',
          detail: 'This Idempotency-Key was used for another request. Use a new key for a new request.',
        });
      }
      deps.wakeQueue();
      return ok({ job: inserted.job, repeated: inserted.kind === 'repeated' });
    },

    async cancel(id: JobId): Promise<Result<Job, Refusal>> {
      const cancelled = await store.apply(id, 'cancel', { closeAttempt: 'cancel' }, clock.now());
      if (cancelled === null) return err(await stateRefusal(id, 'cancelled'));
      deps.wakeCloser();
      deps.wakeQueue();
      return ok(cancelled);
    },

    async retry(id: JobId): Promise<Result<Job, Refusal>> {
      const old = await store.get(id);
      if (old === null) return err(notFound(id));
      if (old.state !== 'failed' && old.state !== 'cancelled') {
        return err({
          code: 'invalid_state',
          detail: `The job is ${old.state}; only a failed or cancelled one can be retried.`,
        });
      }
      const resolved = await resolve(old.kind, old.engine, old.input);
      if (!resolved.ok) return resolved;
      const job = newQueuedJob({
        kind: old.kind,
        ...resolved.value,
        priority: old.priority,
        projectId: old.projectId,
        runAt: null,
        retryOf: old.id,
        nowMs: clock.now(),
      });
      const inserted = await store.insert({ job, createdBootId: deps.bootId }, null);
      if (inserted.kind === 'conflict') throw new Error('An insert without a key cannot conflict');
      deps.wakeQueue();
      return ok(inserted.job);
    },

    async edit(id: JobId, patch: PatchJobRequest): Promise<Result<Job, Refusal>> {
      const job = await store.get(id);
      if (job === null) return err(notFound(id));
      if (job.state !== 'queued') return err(await stateRefusal(id, 'edited'));
      let input: JobInput | undefined;
      if (patch.input !== undefined) {
        const resolved = await resolve(job.kind, job.engine, patch.input);
        if (!resolved.ok) return resolved;
        input = resolved.value.input;
      }
      const edited = await store.edit(
        id,
        {
          ...(patch.priority === undefined ? {} : { priority: patch.priority }),
          ...(input === undefined ? {} : { input }),
          ...(patch.runAt === undefined ? {} : { runAtMs: patch.runAt === null ? null : Date.parse(patch.runAt) }),
        },
        clock.now(),
      );
      if (edited === null) return err(await stateRefusal(id, 'edited'));
      deps.wakeCloser();
      deps.wakeQueue();
      return ok(edited);
    },

    async remove(id: JobId): Promise<Result<null, Refusal>> {
      if (await store.remove(id, clock.now())) return ok(null);
      const job = await store.get(id);
      if (job === null) return err(notFound(id));
      const way = isEndState(job.state) ? 'It is still being put away; try again in a moment.' : 'Cancel it first.';
      return err({ code: 'invalid_state', detail: `The job is ${job.state}. ${way}` });
    },
  };
}

function notFound(id: JobId): Refusal {
  return { code: 'not_found', detail: `There is no job ${id}.` };
}
