import type { PostContent } from '@videoexpress/job-schema';
import type { HttpAnswer } from './answer.ts';
import type { FilePiece } from './send-request.ts';
import { videoResource } from './video-resource.ts';
import type { YoutubeApi } from './youtube-api.ts';

/**
 * Sent in one go. Each chunk costs a pause until its answer, and one that breaks off loses nothing: what YouTube had of it is
 * kept. So they are as large as one request should ever be. In units of 256 KiB, as they must be.
 */
export const chunkBytes = 256 * 1024 * 1024;

/** Begins an upload. Nothing is a video yet; the answer's `location` is where the bytes go. */
export function startSession(
  { base, send }: YoutubeApi,
  order: {
    readonly content: PostContent;
    readonly path: string;
    readonly bytes: number;
    readonly publishAtMs: number | null;
  },
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
        'x-upload-content-type': mediaType(order.path),
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
  chunk: FilePiece & { readonly total: number; readonly onSent: (bytes: number) => void },
  signal: AbortSignal,
) {
  const { total, onSent, ...piece } = chunk;
  const { start, bytes } = piece;
  return send(
    {
      method: 'PUT',
      url: session,
      headers: {
        'content-type': mediaType(piece.path),
        'content-range': `bytes ${start}-${start + bytes - 1}/${total}`,
      },
      body: piece,
      onSent,
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

/** Clips that a person brought may be of another kind; YouTube finds out by itself. */
function mediaType(path: string): string {
  return path.endsWith('.mp4') ? 'video/mp4' : 'application/octet-stream';
}
