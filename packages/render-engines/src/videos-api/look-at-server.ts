import { err, ok, type Result } from '@videoexpress/job-schema';
import type { VideosClient } from './videos-client.ts';
import { errorWords, modelListSchema, type ServedModel } from './wire.ts';

/** Why a server cannot be given work, before anything was sent to it. */
export interface ServerProblem {
  /** `starting`: it answers, and loads its model. `foreign`: what answers is no server of this kind. */
  readonly code: 'unreachable' | 'unauthorized' | 'starting' | 'foreign';
  readonly detail: string;
  readonly fix: string;
}

/** Asks the server which models it serves: free, and the same on every server that speaks the API. */
export async function lookAtServer(
  client: VideosClient,
  base: string,
  signal: AbortSignal,
): Promise<Result<readonly ServedModel[], ServerProblem>> {
  const answered = await client.call(base, { method: 'GET', path: '/v1/models' }, signal);
  if (!answered.ok) {
    const { detail } = answered.error;
    const fix = 'See whether it runs, and whether this machine can reach it at that address.';
    return err({ code: 'unreachable', detail: `The server at ${base} cannot be reached: ${detail}.`, fix });
  }
  const { status, body, location } = answered.value;
  if (status === 401 || status === 403) {
    const fix = 'Set the server’s key as VIDEOS_API_KEY, under Settings.';
    return err({ code: 'unauthorized', detail: `The server at ${base} wants another key (${status}).`, fix });
  }
  if (status >= 300 && status < 400) {
    const fix = 'Set the address that it sends to.';
    return err({
      code: 'foreign',
      detail: `${base} sends elsewhere (${status}): ${location ?? 'it does not say where'}.`,
      fix,
    });
  }
  if (status === 429 || status >= 500) {
    const words = errorWords(body) ?? 'it may still load its model';
    const fix = 'Wait for it, or see its log.';
    return err({ code: 'starting', detail: `The server at ${base} is not ready (${status}): ${words}.`, fix });
  }
  const models = status === 200 ? modelListSchema.safeParse(body) : null;
  if (models?.success !== true) {
    const fix = 'Check the address: it is the one below which /v1/videos lies.';
    return err({ code: 'foreign', detail: `What answers at ${base} does not list models (${status}).`, fix });
  }
  return ok(models.data.data);
}
