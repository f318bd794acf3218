import {
  type CreateJobRequest,
  err,
  type Estimate,
  type FieldProblem,
  inputAssets,
  type Job,
  type JobId,
  type JobInput,
  jobKind,
  type JobKindId,
  ok,
  type PatchJobRequest,
  type ProjectId,
  type Result,
} from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';
import type { EngineRegistry } from '../engines/engine-registry.ts';
import type { AssetStore } from '../library/asset-store.ts';
import type { ProjectStore } from '../library/project-store.ts';
import type { Refusal } from '../refusal.ts';
import { estimateCost, estimateTime, unitsOfWork } from './estimate.ts';
import { belowJob, fileGone, inOne, keyConflict, noSuchJob, stateRefusal, withProblems } from './job-refusals.ts';
import type { InsertedJobs, JobEdit, JobStore, NewJob } from './job-store.ts';
import { newQueuedJob, requestHash } from './new-job.ts';
import { loraProblems } from './lora-problems.ts';
import { drawSeed, resolveInput } from './resolve-input.ts';

export interface JobRequestsDeps {
  readonly store: JobStore;
  readonly assets: AssetStore;
  readonly projects: Pick<ProjectStore, 'get'>;
  readonly engines: EngineRegistry;
  readonly clock: Clock;
  readonly bootId: string;
  /** Work may be there to give out. */
  readonly wakeQueue: () => void;
  /** An attempt may be there to close. */
  readonly wakeCloser: () => void;
}

/** What people put into the queue: new jobs, changed ones, ended ones once more. */
export function createJobRequests(deps: JobRequestsDeps) {
  const { store, clock } = deps;

  /** Resolves an input for an engine: the chosen model, every value filled in, every file there. */
  async function resolve(
    kindId: JobKindId,
    engineId: string | undefined,
    raw: JobInput,
  ): Promise<Result<{ engine: string; input: JobInput }, Refusal>> {
    const kind = jobKind(kindId);
    if (kind.output === null) return err(madeElsewhere);
    const wanted = typeof raw['model'] === 'string' ? raw['model'] : undefined;
    const chosen = deps.engines.choose(kindId, engineId, wanted);
    if (!chosen.ok) return chosen;
    const problems: FieldProblem[] = [];
    let picture: { width: number; height: number } | null = null;
    for (const { field, id, type } of inputAssets(kind, raw)) {
      const asset = await deps.assets.get(id);
      if (asset === null)
        problems.push({ path: `input.${field}`, message: `There is no asset ${id}. Choose another ${type}.` });
      else if (asset.deletedAt !== undefined)
        problems.push({ path: `input.${field}`, message: `“${asset.name}” lies in the trash. Restore it first.` });
      else if (asset.type !== type)
        problems.push({ path: `input.${field}`, message: `Must be of type ${type}; ${id} is of type ${asset.type}.` });
      else if (asset.lora !== undefined) problems.push(...loraProblems(field, asset, chosen.value.model));
      else if (picture === null && asset.width !== undefined && asset.height !== undefined)
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

  async function projectProblems(id: ProjectId | null | undefined): Promise<readonly FieldProblem[]> {
    if (typeof id !== 'string') return [];
    const project = await deps.projects.get(id);
    if (project !== null && project.deletedAt === undefined) return [];
    return [{ path: 'projectId', message: `There is no project ${id}.` }];
  }

  /** A request as the job it becomes. */
  async function prepare(request: CreateJobRequest): Promise<Result<NewJob, Refusal>> {
    const problems = [...(await projectProblems(request.projectId))];
    const resolved = await resolve(request.kind, request.engine, request.input);
    if (!resolved.ok) return err(withProblems(resolved.error, problems));
    const [problem] = problems;
    if (problem !== undefined) return err({ code: 'invalid_input', detail: problem.message, errors: problems });
    const job = newQueuedJob({
      kind: request.kind,
      ...resolved.value,
      priority: request.priority ?? 0,
      projectId: request.projectId ?? null,
      runAt: request.runAt ?? null,
      retryOf: null,
      nowMs: clock.now(),
    });
    return ok(newJob(job, request.placement ?? 'back'));
  }

  function newJob(job: Job, placement: NewJob['placement']): NewJob {
    return { job, createdBootId: deps.bootId, placement, rates: deps.engines.ratesOf(job) };
  }

  async function insert(jobs: readonly NewJob[], request: unknown, key: string | null): Promise<InsertedJobs> {
    const inserted = await store.insert(jobs, key === null ? null : { key, bodyHash: requestHash(request) });
    if (inserted.kind === 'inserted') deps.wakeQueue();
    return inserted;
  }

  return {
    async create(
      request: CreateJobRequest,
      idempotencyKey: string | null,
    ): Promise<Result<{ job: Job; repeated: boolean }, Refusal>> {
      const prepared = await prepare(request);
      if (!prepared.ok) return prepared;
      const inserted = await insert([prepared.value], request, idempotencyKey);
      if (inserted.kind === 'conflict') return err(keyConflict(inserted.because));
      if (inserted.kind === 'file_gone') return err(fileGone(inserted.field));
      const [job] = inserted.jobs;
      if (job === undefined) throw new Error('One job went in, and none came out');
      return ok({ job, repeated: inserted.kind === 'repeated' });
    },

    /** All of them, in this order and in one transaction, or none. */
    async createMany(
      requests: readonly CreateJobRequest[],
      idempotencyKey: string | null,
    ): Promise<Result<{ jobs: readonly Job[]; repeated: boolean }, Refusal>> {
      const prepared: NewJob[] = [];
      const refusals: Refusal[] = [];
      for (const [index, request] of requests.entries()) {
        const each = await prepare(request);
        if (each.ok) prepared.push(each.value);
        else refusals.push(belowJob(index, each.error));
      }
      if (refusals.length > 0) return err(inOne(refusals));
      const inserted = await insert(prepared, { jobs: requests }, idempotencyKey);
      if (inserted.kind === 'conflict') return err(keyConflict(inserted.because));
      if (inserted.kind === 'file_gone') return err(inOne([belowJob(inserted.index, fileGone(inserted.field))]));
      return ok({ jobs: inserted.jobs, repeated: inserted.kind === 'repeated' });
    },

    /** What stands against such a job, all of it. */
    async check(request: CreateJobRequest): Promise<Result<null, Refusal>> {
      const prepared = await prepare(request);
      return prepared.ok ? ok(null) : prepared;
    },

    /** What such a job would take, from jobs like it. Nothing is queued. */
    async estimate(request: CreateJobRequest): Promise<Result<Estimate, Refusal>> {
      const prepared = await prepare(request);
      if (!prepared.ok) return prepared;
      const { job, rates } = prepared.value;
      const { kind, engine, input } = job;
      const samples = await store.samples({ kind, engine, model: String(input['model']) });
      const units = unitsOfWork(input);
      return ok({ ...estimateTime(samples, units, rates), costUsd: estimateCost(samples, units, rates) });
    },

    async retry(id: JobId): Promise<Result<Job, Refusal>> {
      const old = await store.get(id);
      if (old === null) return err(noSuchJob(id));
      if (old.state !== 'failed' && old.state !== 'cancelled') {
        return err({
          code: 'invalid_state',
          detail: `The job is ${old.state}; only a failed or cancelled one can be retried.`,
        });
      }
      const gone = await sourceGone(deps.assets, old);
      if (gone !== null) return err(gone);
      const resolved = await resolve(old.kind, old.engine, old.input);
      if (!resolved.ok) return resolved;
      const job = newQueuedJob({
        kind: old.kind,
        ...resolved.value,
        priority: old.priority,
        projectId: (await projectProblems(old.projectId)).length === 0 ? old.projectId : null,
        runAt: null,
        retryOf: old.id,
        nowMs: clock.now(),
      });
      const inserted = await insert([newJob(job, 'back')], null, null);
      if (inserted.kind === 'file_gone') return err(fileGone(inserted.field));
      const [again] = inserted.kind === 'conflict' ? [] : inserted.jobs;
      if (again === undefined) throw new Error('An insert without a key cannot conflict');
      return ok(again);
    },

    async edit(id: JobId, patch: PatchJobRequest): Promise<Result<Job, Refusal>> {
      const job = await store.get(id);
      if (job === null) return err(noSuchJob(id));
      if (job.state !== 'queued') return err(await stateRefusal(store, id, 'edited'));
      if (patch.runAt !== undefined && jobKind(job.kind).output === null) return err(timedElsewhere);
      let input: JobEdit['input'];
      if (patch.input !== undefined) {
        const resolved = await resolve(job.kind, job.engine, patch.input);
        if (!resolved.ok) return resolved;
        input = { value: resolved.value.input, rates: deps.engines.ratesOf(resolved.value) };
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
      if (edited.kind === 'not_queued') return err(await stateRefusal(store, id, 'edited'));
      if (edited.kind === 'file_gone') return err(fileGone(edited.field));
      deps.wakeCloser();
      deps.wakeQueue();
      return ok(edited.job);
    },
  };
}

const madeElsewhere: Refusal = {
  code: 'invalid_input',
  detail:
    'kind: A job of this kind is made by a publication. Use POST /api/v1/publications, and its posts to send one again.',
  errors: [{ path: 'kind', message: 'Use POST /api/v1/publications to publish a clip.' }],
};

const timedElsewhere: Refusal = {
  code: 'invalid_input',
  detail: 'runAt: The time of a post is changed with POST /api/v1/publications/{id}/posts/{postId}/reschedule.',
  errors: [{ path: 'runAt', message: 'Reschedule the post that this job belongs to.' }],
};

/** What a job was made from may be gone for good by the time it is tried again. */
async function sourceGone(assets: AssetStore, job: Job): Promise<Refusal | null> {
  for (const { field, id, type } of inputAssets(jobKind(job.kind), job.input)) {
    if ((await assets.get(id)) !== null) continue;
    const message = `The ${type} that it starts from was deleted for good. Make a new job with another one.`;
    return { code: 'invalid_input', detail: message, errors: [{ path: `input.${field}`, message }] };
  }
  return null;
}
