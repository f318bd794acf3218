import { type WorkerResult, workerAnswerSchema } from '@videoexpress/job-schema/worker';
import { ManualClock } from '@videoexpress/studio/testing';
import { afterEach, beforeEach } from 'vitest';
import type { Behaviour } from './light-worker/behaviour.ts';
import { createClipMaker } from './light-worker/clip-maker.ts';
import { LightWorker } from './light-worker/light-worker.ts';
import { createWorkerConnection } from './light-worker/worker-connection.ts';
import { type MemoryObjects, startMemoryObjects } from './memory-objects.ts';
import { type RunPodSimulator, startRunPodSimulator } from './runpod-simulator.ts';
import { sampleOrder } from './sample-order.ts';
import { createTestingClient } from './testing-client.ts';

const makeClip = createClipMaker();
/** For calls that nobody cuts short. */
export const never = new AbortController().signal;

interface Furniture {
  readonly clock: ManualClock;
  readonly runpod: RunPodSimulator;
  readonly objects: MemoryObjects;
  readonly client: ReturnType<typeof createTestingClient>;
  readonly workers: LightWorker[];
}

/** A simulator, objects and a client for each test of a file, on a clock that the test moves. */
export function simulatedRoom() {
  let room: Furniture | null = null;
  const now = (): Furniture => {
    if (room === null) throw new Error('Only within a test');
    return room;
  };
  beforeEach(async () => {
    const clock = new ManualClock();
    const runpod = await startRunPodSimulator({ clock });
    const objects = await startMemoryObjects();
    room = { clock, runpod, objects, client: createTestingClient(runpod), workers: [] };
  });
  afterEach(async () => {
    const { runpod, objects, workers } = now();
    await Promise.all(workers.map((worker) => worker.kill()));
    await runpod.close();
    await objects.close();
    room = null;
  });
  const untilEnded = async (id: string): Promise<Record<string, unknown>> => {
    const job = now().runpod.jobs.find((other) => other.id === id);
    if (job === undefined) throw new Error(`No job ${id}`);
    await now().runpod.queue.ended(job);
    return now().client.status(id);
  };
  return {
    get clock() {
      return now().clock;
    },
    get runpod() {
      return now().runpod;
    },
    get objects() {
      return now().objects;
    },
    get client() {
      return now().client;
    },
    /** A light worker, ended with the test. */
    startWorker(behaviour: Behaviour = {}): LightWorker {
      const { runpod, clock, workers } = now();
      const worker = new LightWorker({ ...runpod, clock, makeClip, behaviour });
      workers.push(worker);
      return worker;
    },
    /** The calls of a worker that does only what the test says. */
    worker: (workerId: string) => createWorkerConnection({ ...now().runpod, workerId }),
    /** What that worker takes; throws where nothing waits. */
    async taken(workerId: string): Promise<string> {
      const job = await createWorkerConnection({ ...now().runpod, workerId }).takeJob(false, never);
      if (job === null) throw new Error('There was no job');
      return job.id;
    },
    /** An order whose clip goes to links, and the beginning of the keys behind them. */
    linkedOrder(changes: Parameters<typeof sampleOrder>[0] = {}) {
      const made = sampleOrder(changes);
      const upload = now().objects.uploadOf(made.job_id, made.attempt_id);
      const key = `renders/${made.job_id}/${made.attempt_id}`;
      return { order: { ...made, output: { ...made.output, upload } }, key };
    },
    /** The status of a job once it has ended. */
    untilEnded,
    /** The result that a job ended with; throws where it is none. */
    async resultOf(id: string): Promise<WorkerResult> {
      const answer = workerAnswerSchema.parse((await untilEnded(id))['output']);
      if (answer.type !== 'result') throw new Error(`It is a ${answer.type}`);
      return answer;
    },
  };
}
