import { err, ok, type Result } from '@videoexpress/job-schema';
import { parsed } from './answer.ts';
import type { CallError, YoutubeApi } from './youtube-api.ts';
import { channelListSchema, uploadListSchema } from './youtube-words.ts';

/** Clocks of YouTube and of this machine may differ by so much. */
const clocksDifferMs = 5 * 60_000;

/**
 * Looks among the newest uploads of a channel for one that an attempt may have made: of the same title, and not from before it
 * began. Null: there is none, or none yet, or more than one.
 */
export async function findUpload(
  { base, send }: YoutubeApi,
  about: { readonly title: string; readonly startedAtMs: number },
  signal: AbortSignal,
): Promise<Result<string | null, CallError>> {
  const get = (path: string) => send({ method: 'GET', url: `${base}/youtube/v3/${path}` }, signal);
  const channels = await get('channels?part=contentDetails&mine=true');
  if (!channels.ok) return channels;
  const playlist = parsed(channelListSchema, channels.value)?.items[0]?.contentDetails.relatedPlaylists.uploads;
  if (playlist === undefined) return unreadable(channels.value.status);
  const query = new URLSearchParams({ part: 'snippet,contentDetails', maxResults: '50', playlistId: playlist });
  const uploads = await get(`playlistItems?${query.toString()}`);
  if (!uploads.ok) return uploads;
  const list = parsed(uploadListSchema, uploads.value);
  if (uploads.value.status !== 200 || list === null) return unreadable(uploads.value.status);
  const found = list.items.filter(
    ({ snippet }) =>
      snippet.title.trim() === about.title.trim() &&
      Date.parse(snippet.publishedAt) >= about.startedAtMs - clocksDifferMs,
  );
  const [only] = found;
  return ok(found.length === 1 && only !== undefined ? only.contentDetails.videoId : null);
}

function unreadable(status: number): Result<never, CallError> {
  return err({ code: 'unreachable', detail: `The uploads of the channel could not be listed (HTTP ${status}).` });
}
