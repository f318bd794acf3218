import { stat } from 'node:fs/promises';
import { refusalOf } from './answer.ts';
import type { YoutubeApi } from './youtube-api.ts';

const mostBytes = 50 * 1024 * 1024;

/**
 * Gives a video its own picture. What goes wrong is no failure of the post: the answer is what to say of it, '' for nothing.
 *
 * @param path a JPEG or PNG
 */
export async function setThumbnail(
  { base, send }: YoutubeApi,
  videoId: string,
  path: string,
  nowMs: number,
  signal: AbortSignal,
): Promise<string> {
  const bytes = await stat(path).then(
    ({ size }) => size,
    () => null,
  );
  if (bytes === null || bytes === 0 || bytes > mostBytes)
    return 'Its own thumbnail could not be read; YouTube chose one.';
  const query = new URLSearchParams({ videoId, uploadType: 'media' });
  const answer = await send(
    {
      method: 'POST',
      url: `${base}/upload/youtube/v3/thumbnails/set?${query.toString()}`,
      headers: { 'content-type': path.endsWith('.png') ? 'image/png' : 'image/jpeg' },
      body: { path, start: 0, bytes },
    },
    signal,
  );
  if (!answer.ok) return 'Its own thumbnail could not be sent; YouTube chose one.';
  if (answer.value.status === 200) return '';
  if (answer.value.status === 403)
    return 'This channel may not set its own thumbnails until its phone number is confirmed at youtube.com/verify; YouTube chose one.';
  const { reason, status } = refusalOf(answer.value, nowMs);
  return `YouTube did not take the thumbnail (${reason === '' ? `HTTP ${status}` : reason}) and chose one.`;
}
