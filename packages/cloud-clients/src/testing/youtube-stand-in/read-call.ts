import type { IncomingMessage } from 'node:http';
import type { YoutubeCall } from './faults.ts';

/** Which call of the contract a request is; null: none. */
export function callOf({ method, headers }: IncomingMessage, { pathname, searchParams }: URL): YoutubeCall | null {
  if (pathname === '/upload/youtube/v3/videos') {
    if (!searchParams.has('upload_id')) return method === 'POST' ? 'start' : null;
    if (method === 'DELETE') return 'drop';
    if (method !== 'PUT') return null;
    return headers['content-range']?.startsWith('bytes */') === true ? 'question' : 'chunk';
  }
  if (pathname === '/upload/youtube/v3/thumbnails/set') return method === 'POST' ? 'thumbnail' : null;
  if (method !== 'GET') return null;
  switch (pathname) {
    case '/youtube/v3/videos':
      return 'video';
    case '/youtube/v3/channels':
      return 'channel';
    case '/youtube/v3/playlistItems':
      return 'uploads';
    default:
      return null;
  }
}

/** The videos that a request asks for. */
export function ids(url: URL): readonly string[] {
  return (url.searchParams.get('id') ?? '').split(',');
}

export async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk));
  return Buffer.concat(chunks);
}

export async function textOf(request: IncomingMessage): Promise<string> {
  return (await bytesOf(request)).toString('utf8');
}
