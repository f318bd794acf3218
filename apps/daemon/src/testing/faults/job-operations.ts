import type { CreateJobRequest, Job, JobId } from '@videoexpress/job-schema';
import { ask, type ClientWorld, type KeyedRequest } from './client-world.ts';

const sketchClip = { width: 320, height: 180, num_frames: 24, fps: 24 };

/** A request whose prompt nothing else has. */
function newRequest(world: ClientWorld): CreateJobRequest {
  const { random } = world;
  const prompt = `Prompt ${world.fresh()}. Snow falls`;
  const image = random.chance(0.2) ? random.pickOrNull(world.images) : null;
  const common = {
    priority: random.whole(3),
    ...(random.chance(0.1) ? { placement: 'front' as const } : {}),
  };
  if (image !== null) return { kind: 'image_to_video', input: { prompt, image, seed: 1 }, ...common };
  if (random.chance(0.06))
    return { kind: 'text_to_video', engine: 'sketch', input: { prompt, ...sketchClip, seed: 1 }, ...common };
  return { kind: 'text_to_video', input: { prompt, seed: 1 }, ...common };
}

function promptOf(request: CreateJobRequest): string {
  return String(request.input['prompt']);
}

function allow(world: ClientWorld, requests: readonly CreateJobRequest[], least: number, most: number): void {
  for (const request of requests) world.prompts.set(promptOf(request), { least, most });
}

/** How many jobs may have the prompt of this one. */
function allowedFor(world: ClientWorld, id: JobId): { least: number; most: number } | undefined {
  const prompt = world.ledger.newest(id)?.input['prompt'];
  return typeof prompt === 'string' ? world.prompts.get(prompt) : undefined;
}

/** Takes note of jobs that were answered. */
export function noteJobs(world: ClientWorld, jobs: readonly Job[]): void {
  for (const job of jobs) {
    world.ledger.see(job);
    if (world.jobs.includes(job.id)) continue;
    world.jobs.push(job.id);
    world.facts.set(`job ${job.id} is there`, true);
    world.facts.set(`job ${job.id} priority`, job.priority);
  }
}

/** Sends a request, or sends it again, with its key. */
export async function sendKeyed(world: ClientWorld, keyed: KeyedRequest): Promise<void> {
  const [first] = keyed.requests;
  if (first === undefined) return;
  const jobs = keyed.isBatch
    ? await ask(world, 'createJobs', { body: { jobs: [...keyed.requests] }, idempotencyKey: keyed.key })
    : await ask(world, 'createJob', { body: first, idempotencyKey: keyed.key });
  const before = keyed.ids;
  if (jobs.kind === 'lost') {
    if (before === null) allow(world, keyed.requests, 0, 1);
    return;
  }
  if (jobs.kind === 'refused') return;
  const made = 'items' in jobs.body ? jobs.body.items : [jobs.body];
  const ids = made.map(({ id }) => id);
  const removed = ids.length < keyed.requests.length;
  if (before !== null && jobs.status === 201)
    world.ledger.broken.push(`F20: ${keyed.key} made its jobs a second time: ${ids.join(', ')}`);
  if (before !== null && !removed && ids.join() !== before.join())
    world.ledger.broken.push(`F20: ${keyed.key} is ${before.join(', ')} and now ${ids.join(', ')}`);
  keyed.ids = before ?? ids;
  if (before === null) allow(world, keyed.requests, 1, 1);
  noteJobs(world, made);
}

export async function createWithKey(world: ClientWorld): Promise<void> {
  const isBatch = world.random.chance(0.3);
  const count = isBatch ? 1 + world.random.whole(3) : 1;
  const requests = Array.from({ length: count }, () => newRequest(world));
  const keyed: KeyedRequest = { key: `key-${world.fresh()}`, requests, isBatch, ids: null };
  world.keyed.push(keyed);
  allow(world, requests, 0, 0);
  await sendKeyed(world, keyed);
}

export async function createWithoutKey(world: ClientWorld): Promise<void> {
  const request = newRequest(world);
  allow(world, [request], 0, 0);
  const made = await ask(world, 'createJob', { body: request });
  if (made.kind === 'lost') allow(world, [request], 0, 1);
  if (made.kind !== 'done') return;
  allow(world, [request], 1, 1);
  noteJobs(world, [made.body]);
}

export async function repeatKey(world: ClientWorld): Promise<void> {
  const keyed = world.random.pickOrNull(world.keyed);
  if (keyed !== null) await sendKeyed(world, keyed);
}

export async function misuseKey(world: ClientWorld): Promise<void> {
  const keyed = world.random.pickOrNull(world.keyed.filter(({ ids }) => ids !== null));
  if (keyed === null) return;
  const request = newRequest(world);
  allow(world, [request], 0, 0);
  const misused = await ask(world, 'createJob', { body: request, idempotencyKey: keyed.key });
  if (misused.kind === 'done') world.ledger.broken.push(`F20: ${keyed.key} was taken for another request`);
}

export async function cancelJob(world: ClientWorld): Promise<void> {
  const id = world.random.pickOrNull(world.jobs);
  if (id === null) return;
  const cancelled = await ask(world, 'cancelJob', { params: { id } });
  if (cancelled.kind !== 'done') return;
  noteJobs(world, [cancelled.body]);
  world.facts.set(`job ${id} state`, 'cancelled');
}

export async function cancelAll(world: ClientWorld): Promise<void> {
  const except = world.jobs.slice(-100).filter(() => world.random.chance(0.5));
  const cancelled = await ask(world, 'cancelJobs', { body: { except } });
  if (cancelled.kind !== 'done') return;
  for (const id of cancelled.body.cancelled) world.facts.set(`job ${id} state`, 'cancelled');
}

export async function retryJob(world: ClientWorld): Promise<void> {
  const old = world.random.pickOrNull(world.jobs);
  if (old === null) return;
  const allowed = allowedFor(world, old);
  const again = await ask(world, 'retryJob', { params: { id: old } });
  if (again.kind === 'refused') return;
  if (allowed !== undefined) {
    allowed.most += 1;
    if (again.kind === 'done') allowed.least += 1;
  }
  if (again.kind !== 'done') return;
  noteJobs(world, [again.body]);
  if (again.body.retryOf !== old) world.ledger.broken.push(`The retry of ${old} says ${String(again.body.retryOf)}`);
}

export async function editJob(world: ClientWorld): Promise<void> {
  const id = world.random.pickOrNull(world.jobs);
  if (id === null) return;
  const priority = world.random.whole(5);
  const edited = await ask(world, 'patchJob', { params: { id }, body: { priority } });
  if (edited.kind === 'lost') world.facts.maybe(`job ${id} priority`, priority);
  if (edited.kind === 'done') world.facts.set(`job ${id} priority`, edited.body.priority);
}

export async function moveJob(world: ClientWorld): Promise<void> {
  const id = world.random.pickOrNull(world.jobs);
  if (id === null) return;
  const after = world.random.chance(0.4) ? null : world.random.pickOrNull(world.jobs);
  const moved = await ask(world, 'moveJob', { params: { id }, body: { after } });
  // A move may give a job, and those it makes room for, another priority; what they had is no promise any more.
  if (moved.kind === 'done') world.facts.set(`job ${id} priority`, moved.body.priority);
  if (moved.kind === 'lost') world.facts.drop(`job ${id} priority`);
}

export async function deleteJob(world: ClientWorld): Promise<void> {
  const id = world.random.pickOrNull(world.jobs);
  if (id === null) return;
  const allowed = allowedFor(world, id);
  const removed = await ask(world, 'deleteJob', { params: { id } });
  if (removed.kind === 'refused') return;
  if (removed.kind === 'lost') {
    world.facts.maybe(`job ${id} is there`, false);
    if (allowed !== undefined) allowed.least -= 1;
    return;
  }
  world.facts.set(`job ${id} is there`, false);
  if (allowed !== undefined) {
    allowed.least -= 1;
    allowed.most -= 1;
  }
}
