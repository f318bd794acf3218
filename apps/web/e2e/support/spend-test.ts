import { type ApiClient, type Job, type JobId } from '@videoexpress/job-schema';
import { startTestDaemon, type TestDaemon } from './daemon.ts';
import { type SimulatedRunPod, startSimulatedRunPod } from './simulated-runpod.ts';
import { expect, test as base } from './studio-test.ts';

interface SpendFixtures {
  /** No budget, no fault that waits, and the dearest GPU, so that seconds are cents. */
  readonly freshMoney: void;
}

interface SpendWorkerFixtures {
  readonly runpod: SimulatedRunPod;
  readonly daemon: TestDaemon;
}

/** Tests of what renders cost: on a daemon of their own, with a RunPod on this machine. */
export const test = base.extend<SpendFixtures, SpendWorkerFixtures>({
  runpod: [
    async ({ browserName: _ }, provide) => {
      const runpod = await startSimulatedRunPod();
      await provide(runpod);
      await runpod.close();
    },
    { scope: 'worker' },
  ],
  daemon: [
    async ({ runpod }, provide) => {
      const daemon = await startTestDaemon(runpod.variables);
      await provide(daemon);
      await daemon.remove();
    },
    { scope: 'worker' },
  ],
  freshMoney: [
    async ({ api, runpod }, provide) => {
      await runpod.control({ command: 'clear_faults' });
      await patch(api, { monthlyBudgetUsd: null, engines: { runpod: { gpu: 'b200' } } });
      await provide();
    },
    { auto: true },
  ],
});

export { expect } from './studio-test.ts';

/** Changes settings, and throws where they are refused. */
export async function patch(api: ApiClient, body: Parameters<typeof patchCall>[1]): Promise<void> {
  const answer = await patchCall(api, body);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
}

function patchCall(
  api: ApiClient,
  body: {
    readonly monthlyBudgetUsd?: number | null;
    readonly engines?: Record<string, Record<string, string | number | boolean>>;
  },
) {
  return api.call('patchSettings', { body });
}

/** Queues a small clip on an engine. */
export async function queueOn(api: ApiClient, engine: string, prompt: string): Promise<JobId> {
  const input = { prompt, model: 'wan2.1-t2v-1.3b', width: 480, height: 832, num_frames: 17, fps: 16, seed: 7 };
  const made = await api.call('createJob', { body: { kind: 'text_to_video', engine, input } });
  if (!made.ok) throw new Error(`The job could not be queued: ${JSON.stringify(made.error)}`);
  return made.value.body.id;
}

/** Waits until a job is in a state. */
export async function untilState(api: ApiClient, id: JobId, state: Job['state']): Promise<Job> {
  let job: Job | undefined;
  await expect
    .poll(
      async () => {
        const answer = await api.call('getJob', { params: { id } });
        if (answer.ok) job = answer.value.body;
        return job?.state;
      },
      { timeout: 60_000 },
    )
    .toBe(state);
  if (job === undefined) throw new Error(`No job ${id}`);
  return job;
}
