import { z } from 'zod';

export interface WorkerAddress {
  /** Base address of the worker protocol. */
  readonly workerUrl: string;
  readonly workerKey: string;
  readonly workerId: string;
}

const takenJobSchema = z.looseObject({ id: z.string(), input: z.unknown() });
export type TakenJob = z.infer<typeof takenJobSchema>;
const stopsSchema = z.object({ jobsToStop: z.array(z.string()) });

/** The calls of the worker protocol, with the headers and the odd content type of the official SDK. All of them reject. */
export function createWorkerConnection({ workerUrl, workerKey, workerId }: WorkerAddress) {
  const get = async (path: string, signal: AbortSignal): Promise<unknown> => {
    const response = await fetch(`${workerUrl}${path}`, { headers: { authorization: workerKey }, signal });
    if (response.status === 204 || response.status === 400) {
      await response.body?.cancel();
      return null;
    }
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return response.json();
  };
  const post = async (path: string, jobId: string, body: unknown, signal: AbortSignal): Promise<void> => {
    const response = await fetch(`${workerUrl}${path}?gpu=x&isStream=false`, {
      method: 'POST',
      headers: {
        authorization: workerKey,
        'content-type': 'application/x-www-form-urlencoded',
        charset: 'utf-8',
        'x-request-id': jobId,
      },
      body: JSON.stringify(body),
      signal,
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  };
  return {
    /** Null: nothing waits. */
    async takeJob(isBusy: boolean, signal: AbortSignal): Promise<TakenJob | null> {
      const taken = await get(`/job-take/${workerId}?gpu=x&job_in_progress=${isBusy ? 1 : 0}`, signal);
      return taken === null ? null : takenJobSchema.parse(taken);
    },
    async awaitStops(signal: AbortSignal): Promise<readonly string[]> {
      const stops = await get(`/job-stop/${workerId}?gpu=x`, signal);
      return stops === null ? [] : stopsSchema.parse(stops).jobsToStop;
    },
    async ping(jobIds: readonly string[], signal: AbortSignal): Promise<void> {
      const held = jobIds.length === 0 ? '' : `&job_id=${jobIds.join(',')}`;
      await get(`/ping/${workerId}?gpu=x${held}&runpod_version=light`, signal);
    },
    sendProgress: (jobId: string, output: unknown, signal: AbortSignal) =>
      post(`/job-done/${workerId}/${jobId}`, jobId, { status: 'IN_PROGRESS', output }, signal),
    sendDone: (jobId: string, done: unknown, signal: AbortSignal) =>
      post(`/job-done/${workerId}/${jobId}`, jobId, done, signal),
  };
}
export type WorkerConnection = ReturnType<typeof createWorkerConnection>;
