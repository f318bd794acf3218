import { type AttemptId, err, ok, type Result } from '@videoexpress/job-schema';
import type { Clock, EngineError, RenderRequest, SubmitError } from '@videoexpress/studio';
import { withTimeToAnswer } from '../time-to-answer.ts';
import { findByMarker } from './attempt-marker.ts';
import { downloadClip, type DownloadError } from './download-clip.ts';
import { lookAtServer, type ServerProblem } from './look-at-server.ts';
import { familyOf } from './model-families.ts';
import { marksAreRefused, readSubmission } from './read-submission.ts';
import { type RemoteVideo, videoPath } from './remote-id.ts';
import { videoOrder } from './video-order.ts';
import type { Answer, VideosClient } from './videos-client.ts';
import { errorWords, type ServedModel, type Video, videoListSchema, videoSchema } from './wire.ts';

/** The newest videos that are looked through for a lost submission: as many as these servers list at once. */
const listPath = '/v1/videos?limit=100&order=desc';
/** Answers to a DELETE after which there is nothing left to do: it is gone, or this server cannot remove any. */
const removedStatuses = new Set([404, 405, 410, 501]);

/** A record as it was just read. */
export interface VideoRecord {
  readonly video: Video;
  /** The server's own wall clock, in milliseconds, where it tells it. */
  readonly serverNowMs: number | null;
}

/** What can be asked of servers that speak the Videos API, each by its base address. */
export class VideosServer {
  readonly #client: VideosClient;
  readonly #clock: Clock;
  /** What the server that was asked last served. */
  #served: { readonly base: string; readonly models: readonly ServedModel[] } | null = null;
  /** Servers that refused a marker once. */
  readonly #withoutMarks = new Set<string>();

  constructor(client: VideosClient, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
  }

  /** What the server served when it was last asked; null before that. */
  served(base: string): readonly ServedModel[] | null {
    return this.#served?.base === base ? this.#served.models : null;
  }

  async look(base: string, signal: AbortSignal): Promise<Result<readonly ServedModel[], ServerProblem>> {
    const looked = await lookAtServer(this.#client, base, signal);
    if (looked.ok) this.#served = { base, models: looked.value };
    return looked;
  }

  async submit(base: string, request: RenderRequest, signal: AbortSignal): Promise<Result<RemoteVideo, SubmitError>> {
    const marked = this.#takesMarks(base, request.input['model']);
    const sent = await this.#send(base, request, marked, signal);
    if (!sent.ok) return sent;
    let taken = sent.value;
    if (marked && marksAreRefused(taken)) {
      // It was surely not taken, so nothing is sent twice.
      this.#withoutMarks.add(base);
      const again = await this.#send(base, request, false, signal);
      if (!again.ok) return again;
      taken = again.value;
    }
    const read = readSubmission(taken);
    return read.ok ? ok({ base, id: read.value.id }) : read;
  }

  /** The videos that were made for an attempt, where the server lists its videos and these bear its marker. */
  async find(
    base: string,
    attemptId: AttemptId,
    signal: AbortSignal,
  ): Promise<Result<readonly RemoteVideo[], EngineError>> {
    const listed = await this.#client.call(base, { method: 'GET', path: listPath }, signal);
    if (!listed.ok) return err({ code: 'unreachable', detail: listed.error.detail });
    const { status, body } = listed.value;
    // It has no list, so there is no trace to be found in one.
    if (status === 404 || status === 405) return ok([]);
    const videos = status === 200 ? videoListSchema.safeParse(body) : null;
    if (videos?.success !== true) return err(errorOf(listed.value));
    return ok(findByMarker(videos.data.data, attemptId).map(({ id }) => ({ base, id })));
  }

  /** The record of a video; null where the server does not know it, or no longer. */
  async record({ base, id }: RemoteVideo, signal: AbortSignal): Promise<Result<VideoRecord | null, EngineError>> {
    const answered = await this.#client.call(base, { method: 'GET', path: videoPath(id) }, signal);
    if (!answered.ok) return err({ code: 'unreachable', detail: answered.error.detail });
    const { status, body, serverNowMs } = answered.value;
    // That of a failed video comes with the status of its error, so it is read whatever the status.
    const video = videoSchema.safeParse(body);
    if (video.success) return ok({ video: video.data, serverNowMs });
    return status === 404 || status === 410 ? ok(null) : err(errorOf(answered.value));
  }

  /** Has the server stop and forget a video. Done is also: it knows it no longer, or cannot forget any. */
  async remove({ base, id }: RemoteVideo, signal: AbortSignal): Promise<Result<null, EngineError>> {
    const answered = await this.#client.call(base, { method: 'DELETE', path: videoPath(id) }, signal);
    if (!answered.ok) return err({ code: 'unreachable', detail: answered.error.detail });
    const { status } = answered.value;
    const isDone = (status >= 200 && status < 300) || removedStatuses.has(status);
    return isDone ? ok(null) : err(errorOf(answered.value));
  }

  async fetchClip(remote: RemoteVideo, toPath: string, signal: AbortSignal): Promise<Result<null, DownloadError>> {
    const content = await this.#client.open(`${remote.base}${videoPath(remote.id, '/content')}`, true, signal);
    if (!content.ok) return err({ code: 'unreachable', detail: content.error.detail });
    if (content.value.status !== 400) return downloadClip(content.value, toPath, signal);
    // Sglang refuses the content of a clip that it put into cloud storage; the record says where it is.
    await content.value.body?.cancel().catch(() => undefined);
    const record = await this.record(remote, signal);
    const url = record.ok ? (record.value?.video.url ?? '') : '';
    if (!url.startsWith('https://'))
      return err({ code: 'unreadable', detail: 'It refused to hand over the clip (400).' });
    const stored = await this.#client.open(url, false, signal);
    if (!stored.ok) return err({ code: 'unreachable', detail: stored.error.detail });
    return downloadClip(stored.value, toPath, signal);
  }

  /** Why the list of videos cannot be had; null where it can. */
  async listProblem(base: string, signal: AbortSignal): Promise<string | null> {
    const listed = await this.#client.call(base, { method: 'GET', path: '/v1/videos?limit=1' }, signal);
    if (!listed.ok) return listed.error.detail;
    const isList = listed.value.status === 200 && videoListSchema.safeParse(listed.value.body).success;
    return isList ? null : errorOf(listed.value).detail;
  }

  /** Whether an attempt can be marked: the server echoes `seconds`, and goes by the frames alone. */
  #takesMarks(base: string, model: unknown): boolean {
    if (this.#withoutMarks.has(base) || typeof model !== 'string') return false;
    const its = this.served(base)?.find((each) => each.id === model);
    return its?.owned_by === 'vllm' && familyOf(model).framesDecide;
  }

  async #send(base: string, request: RenderRequest, marked: boolean, signal: AbortSignal) {
    const form = await videoOrder(request, marked);
    if (!form.ok) {
      const userMessage = 'The input picture cannot be read. Nothing was spent. Bring it into the library again.';
      return err({ code: 'rejected', detail: form.error, userMessage } as const);
    }
    const call = { method: 'POST', path: '/v1/videos', form: form.value } as const;
    return ok(await withTimeToAnswer(this.#clock, signal, (until) => this.#client.call(base, call, until)));
  }
}

function errorOf({ status, body }: Answer): EngineError {
  const detail = `It answered ${status}: ${errorWords(body) ?? 'nothing readable'}.`;
  if (status === 401 || status === 403) return { code: 'unauthorized', detail };
  return { code: status === 409 || status === 429 || status >= 500 ? 'unreachable' : 'unreadable', detail };
}
