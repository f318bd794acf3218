import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { createPlaces } from '../answer/places.ts';
import { refuse, type Reply, written } from '../answer/reply.ts';
import { hangUpOnStall } from '../answer/stalled-reader.ts';
import { savedName } from '@videoexpress/host';
import { headerText } from '../guard/request-facts.ts';
import type { HttpProblem } from '../problems.ts';
import { attachment } from './disposition.ts';
import { allowsRange, matchesNone } from './etag.ts';
import { isInlineType } from './media-types.ts';
import { openMedia } from './open-media.ts';
import { parseRange } from './parse-range.ts';
import { readPieces } from './read-pieces.ts';

/** One file of the library as it is to be sent. */
export interface MediaToSend {
  readonly path: string;
  readonly mimeType: string;
  /** What people call it, for saving. */
  readonly name: string;
  /** A strong tag for the content, quoted. */
  readonly etag: string;
  /** The size as the library knows it, or null. A file of another size is not what the tag stands for. */
  readonly bytes: number | null;
  /** Save it even where a browser could show it. */
  readonly asAttachment: boolean;
}

const inlinePolicy =
  "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";
const attachmentPolicy = `${inlinePolicy}; sandbox`;

/** Answers with a file or one range of it. The stream is closed when the client goes away, or reads nothing for long. */
export type SendMedia = (request: IncomingMessage, response: ServerResponse, media: MediaToSend) => Promise<Reply>;

/** Each holds a file and a connection for as long as it is read, so they may never be all that the daemon has. */
const mostAtOnce = 128;
const tooMany: HttpProblem = {
  code: 'rate_limited',
  detail: `${mostAtOnce} files are being read already, the most at once. Try again in a moment.`,
  headers: { 'retry-after': '5' },
};

/** @param folders files are sent from below these only */
export function createSendMedia(folders: readonly string[], stallMs: number): SendMedia {
  const places = createPlaces(mostAtOnce);
  return async (request, response, media) => {
    const giveBack = places.take();
    if (giveBack === null) return refuse(tooMany);
    try {
      hangUpOnStall(response, stallMs);
      return await send(request, response, media, folders);
    } finally {
      giveBack();
    }
  };
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  media: MediaToSend,
  folders: readonly string[],
): Promise<Reply> {
  const opened = await openMedia(media.path, folders);
  if (opened === null) return refuse({ code: 'not_found', detail: 'The file is no longer in the media folder.' });
  const { handle, bytes } = opened;
  try {
    const etag = media.bytes === null || media.bytes === bytes ? media.etag : null;
    response.setHeaders(new Map(Object.entries(mediaHeaders(media, etag))));
    if (etag !== null && matchesNone(headerText(request.headers, 'if-none-match'), etag)) {
      response.writeHead(304).end();
      return written;
    }
    const asked = request.method === 'GET' && allowsRange(headerText(request.headers, 'if-range'), etag);
    const range = parseRange(asked ? headerText(request.headers, 'range') : undefined, bytes);
    if (range === 'unsatisfiable') {
      const detail = `The file has ${bytes} bytes.`;
      return refuse({ code: 'range_not_satisfiable', detail, headers: { 'content-range': `bytes */${bytes}` } });
    }
    const { start, end } = range === 'whole' ? { start: 0, end: bytes - 1 } : range;
    if (range !== 'whole') response.setHeader('content-range', `bytes ${start}-${end}/${bytes}`);
    response.writeHead(range === 'whole' ? 200 : 206, { 'content-length': String(end - start + 1) });
    if (request.method === 'HEAD' || bytes === 0) response.end();
    else await pipeline(readPieces(handle, start, end), response);
    return written;
  } finally {
    await handle.close();
  }
}

function mediaHeaders(media: MediaToSend, etag: string | null): Record<string, string> {
  const isInline = isInlineType(media.mimeType) && !media.asAttachment;
  return {
    'content-type': media.mimeType,
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
    'content-security-policy': isInline ? inlinePolicy : attachmentPolicy,
    ...(isInline ? {} : { 'content-disposition': attachment(savedName(media.name, media.mimeType)) }),
    ...(etag === null ? {} : { etag }),
  };
}
