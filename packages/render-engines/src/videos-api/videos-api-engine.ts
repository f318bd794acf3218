import { err, ok, type Result } from '@videoexpress/job-schema';
import type { AttemptRef, Clock, EngineError, RenderEngine, SecretReader, SubmitError } from '@videoexpress/studio';
import { HeldVideos } from './held-videos.ts';
import type { ServerProblem } from './look-at-server.ts';
import { readRemoteId, type RemoteVideo, writeRemoteId } from './remote-id.ts';
import { gaveUp, statusOf } from './render-status.ts';
import { describeServedModels } from './served-models.ts';
import { parseServerAddress } from './server-address.ts';
import { checkServer, type SetServer, tryServer } from './server-health.ts';
import { readVideosApiSettings, videosApiParameters } from './videos-api-settings.ts';
import { VideosClient } from './videos-client.ts';
import { VideosServer } from './videos-server.ts';

export interface VideosApiEngineDeps {
  readonly clock: Clock;
  readonly secrets: SecretReader;
  /** The address that the environment sets, which wins over Settings; null where it sets none. */
  readonly videosApiUrl: string | null;
}

const id = 'videos-api';
const label = 'Videos API server';
const notice =
  'A server of yours that speaks the Videos API, as vLLM-Omni and SGLang do, on one GPU or many. What a second costs there is your own figure.';

const releaseLimitMs = 20_000;

/** Renders on a server that speaks OpenAI's Videos API. What it serves is asked of it, and the description follows that. */
export function createVideosApiEngine({ clock, secrets, videosApiUrl }: VideosApiEngineDeps): RenderEngine {
  const server = new VideosServer(new VideosClient(() => secrets.read('VIDEOS_API_KEY')), clock);
  const held = new HeldVideos();
  let settings = readVideosApiSettings({});

  function setServer(): SetServer {
    const address = videosApiUrl ?? settings.serverUrl;
    return address === '' ? null : parseServerAddress(address);
  }

  /** The video of a submission: this run's own, or found by its marker on the server that is set. */
  async function find(
    { attemptId }: AttemptRef,
    signal: AbortSignal,
  ): Promise<Result<RemoteVideo | null, EngineError>> {
    const known = held.submission(attemptId);
    if (known !== null) return ok(known);
    const base = setServer();
    if (base === null || !base.ok) return ok(null);
    const found = await server.find(base.value, attemptId, signal);
    if (!found.ok) return found;
    const [video = null] = found.value;
    if (video !== null) held.noteSubmission(attemptId, video);
    return ok(video);
  }

  /** Has the server stop and forget all that it has of an attempt: also a submission that arrived long after it was given up. */
  async function remove({ attemptId }: AttemptRef, signal: AbortSignal): Promise<Result<null, EngineError>> {
    const known = held.any(attemptId);
    const videos = known === null ? [] : [known];
    const base = setServer();
    if (held.isUnsure(attemptId) && base?.ok === true) {
      const found = await server.find(base.value, attemptId, signal);
      if (!found.ok) return found;
      videos.push(...found.value.filter(({ id }) => id !== known?.id));
    }
    for (const video of videos) {
      const removed = await server.remove(video, signal);
      if (!removed.ok) return removed;
    }
    return ok(null);
  }

  return {
    get description() {
      const base = setServer();
      const served = base?.ok === true ? server.served(base.value) : null;
      const models = describeServedModels(served ?? [], settings.pricePerSecondUsd);
      return { id, label, notice, embedded: false, models: [...models], settings: videosApiParameters(videosApiUrl) };
    },

    get maxConcurrent() {
      return settings.jobsAtOnce;
    },

    // Its renders and clips stay on it as long as it runs, whoever lost the way to it meanwhile.
    patienceMs: 12 * 3_600_000,

    configure(values) {
      settings = readVideosApiSettings(values);
    },

    health: async (signal) => ({ id, label, ...(await checkServer(server, setServer(), clock, signal)) }),

    test: (signal) => tryServer(server, setServer(), clock, signal),

    async submit(request, signal) {
      const known = held.submission(request.attemptId);
      if (known !== null) return ok({ remoteId: writeRemoteId(known) });
      const base = setServer();
      if (base === null) return err(notSet('No server is set.', 'Set its address under Settings.'));
      if (!base.ok) return err(notSet(base.error.detail, base.error.fix));
      if (server.served(base.value) === null) {
        const looked = await server.look(base.value, signal);
        if (!looked.ok) return err(notReady(looked.error));
      }
      const taken = await server.submit(base.value, request, signal);
      if (!taken.ok) {
        if (taken.error.code === 'unknown') held.noteUnsure(request.attemptId);
        return taken;
      }
      held.noteSubmission(request.attemptId, taken.value);
      return ok({ remoteId: writeRemoteId(taken.value) });
    },

    async adopt(attempt, signal) {
      const found = await find(attempt, signal);
      if (!found.ok) return found;
      return ok(found.value === null ? null : { remoteId: writeRemoteId(found.value) });
    },

    async poll({ attemptId, remoteId }, signal) {
      const remote = readRemoteId(remoteId);
      if (remote === null) return ok({ state: 'lost' });
      held.noteFollowed(attemptId, remoteId);
      const record = await server.record(remote, signal);
      if (!record.ok) return record;
      if (record.value === null) return ok({ state: 'lost' });
      const { video, serverNowMs } = record.value;
      const madeS = video.created_at ?? null;
      const saidAtMs = serverNowMs ?? clock.now();
      const status = statusOf(video, { pricePerSecondUsd: settings.pricePerSecondUsd, saidAtMs });
      if (status === null)
        return err({ code: 'unreadable', detail: `It says “${video.status}”, which is no state of a video.` });
      const isUnderWay = status.state === 'waiting' || status.state === 'running';
      // What follows a failed render is its release, and that has the server stop it.
      const isLate = madeS !== null && saidAtMs - madeS * 1000 > settings.giveUpAfterMs;
      return ok(isUnderWay && isLate ? gaveUp(settings.giveUpAfterMs) : status);
    },

    async cancel({ remoteId, ...attempt }, signal) {
      if (remoteId !== null) held.noteFollowed(attempt.attemptId, remoteId);
      return remove(attempt, signal);
    },

    async retrieve({ attemptId, remoteId }, toPath, signal) {
      const remote = readRemoteId(remoteId);
      if (remote === null) return err({ code: 'gone', detail: 'No server of this engine has it.' });
      held.noteFollowed(attemptId, remoteId);
      return server.fetchClip(remote, toPath, signal);
    },

    async release(attempt) {
      if (attempt.unfetched === true) return held.forget(attempt.attemptId);
      const signal = AbortSignal.timeout(releaseLimitMs);
      if (typeof attempt.remoteId === 'string') held.noteFollowed(attempt.attemptId, attempt.remoteId);
      const removed = await remove(attempt, signal);
      if (removed.ok) return held.forget(attempt.attemptId);
      // Some tries later a clip stays behind on a server that does not answer, rather than a job in the queue.
      if (held.mayTryAgain(attempt.attemptId)) throw new Error(`${label}: ${removed.error.detail}`);
    },

    async close() {},
  };
}

function notSet(detail: string, fix: string): SubmitError {
  return { code: 'rejected', detail, userMessage: `${detail} Nothing was spent. ${fix}` };
}

function notReady({ code, detail, fix }: ServerProblem): SubmitError {
  switch (code) {
    case 'unreachable':
    case 'unauthorized':
      return { code, detail };
    case 'starting':
      return { code: 'busy', detail };
    case 'foreign':
      return notSet(detail, fix);
  }
}
