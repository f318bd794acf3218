import type { PostContent } from '@videoexpress/job-schema';
import type { HttpAnswer } from './answer.ts';
import { videoResource } from './video-resource.ts';
import type { YoutubeApi } from './youtube-api.ts';

const kib256 = 256 * 1024;
const mostChunkBytes = 64 * 1024 * 1024;
const leastChunkBytes = 1024 * 1024;
/** What is confirmed comes in this many steps, unless they would be too small or too large. */
const steps = 8;

/** What one chunk of a file holds: all of them as much, in units of 256 KiB, but the last. */
export function chunkBytes(total: number): number {
  const wanted = Math.min(mostChunkBytes, Math.max(leastChunkBytes, total / steps));
  return Math.ceil(wanted / kib256) * kib256;
}

/** Begins an upload. Nothing is a video yet; the answer's `location` is where the bytes go. */
export function startSession(
  { base, send }: YoutubeApi,
  order: { readonly content: PostContent; readonly bytes: number; readonly publishAtMs: number | null },
  signal: AbortSignal,
) {
  const notify = order.content.notifySubscribers ? '' : '&notifySubscribers=false';
  return send(
    {
      method: 'POST',
      url: `${base}/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status${notify}`,
      headers: {
        'content-type': 'application/json; charset=UTF-8',
        'x-upload-content-length': String(order.bytes),
        'x-upload-content-type': 'video/mp4',
      },
      body: JSON.stringify(videoResource(order.content, order.publishAtMs)),
    },
    signal,
  );
}

/** Sends one chunk. */
export function sendChunk(
  { send }: YoutubeApi,
  session: string,
  chunk: { readonly path: string; readonly start: number; readonly bytes: number; readonly total: number },
  signal: AbortSignal,
) {
  const { path, start, bytes, total } = chunk;
  return send(
    {
      method: 'PUT',
      url: session,
      headers: { 'content-type': 'video/mp4', 'content-range': `bytes ${start}-${start + bytes - 1}/${total}` },
      body: { path, start, bytes },
    },
    signal,
  );
}

/** Asks how far an upload is. */
export function askSession({ send }: YoutubeApi, session: string, total: number, signal: AbortSignal) {
  return send({ method: 'PUT', url: session, headers: { 'content-range': `bytes */${total}` } }, signal);
}

/** Gives an upload up. */
export function dropSession({ send }: YoutubeApi, session: string, signal: AbortSignal) {
  return send({ method: 'DELETE', url: session }, signal);
}

/** Bytes that YouTube has for certain, by the answer of a chunk or a question. No `Range`: none. */
export function confirmedBytes({ headers }: HttpAnswer): number {
  const last = /bytes=0-(\d+)/.exec(headers['range'] ?? '')?.[1];
  return last === undefined ? 0 : Number(last) + 1;
}

/** An upload is gone for YouTube. */
export function isGone({ status }: HttpAnswer): boolean {
  return status === 404 || status === 410;
}
