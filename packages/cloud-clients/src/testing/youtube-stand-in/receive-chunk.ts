import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { refuse } from './answers.ts';
import type { YoutubeFault } from './faults.ts';
import type { StandInSession } from './stand-in-video.ts';

const unitBytes = 256 * 1024;

/** What came of the body of a chunk. */
export type Received = 'kept' | 'complete' | 'cut' | 'refused';

/**
 * Takes the bytes of a chunk as YouTube does: whole units of 256 KiB are kept, also of one that breaks off; what overlaps or
 * skips is thrown away.
 */
export async function receiveChunk(
  request: IncomingMessage,
  response: ServerResponse,
  session: StandInSession,
  how: { readonly fault: YoutubeFault | null; readonly bytesPerSecond: number | null },
): Promise<Received> {
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(
    request.headers['content-range'] ?? `bytes 0-${session.total - 1}/${session.total}`,
  );
  const [start, end, total] = [Number(range?.[1]), Number(range?.[2]), Number(range?.[3])];
  const isLast = end + 1 === session.total;
  const isWrong = range === null || total !== session.total || end < start || end >= total;
  if (isWrong || (!isLast && (end - start + 1) % unitBytes !== 0)) {
    request.resume();
    refuse(response, 400, 'invalidContentRange');
    return 'refused';
  }
  const isInOrder = start === session.kept;
  session.writer = request;
  const cutAfter = how.fault?.kind === 'cut_after' ? how.fault.bytes : null;
  /** Not yet a whole unit. */
  let tail: Buffer[] = [];
  let tailBytes = 0;
  let seen = 0;
  const keep = (bytes: number) => {
    const joined = Buffer.concat(tail);
    session.hash.update(joined.subarray(0, bytes));
    session.kept += bytes;
    tail = bytes === joined.length ? [] : [joined.subarray(bytes)];
    tailBytes = joined.length - bytes;
  };
  const beganMs = performance.now();
  try {
    for await (const chunk of request) {
      // What still lies in a line that the client gave up is not added to what it was told of meanwhile.
      if (session.writer !== request) return 'cut';
      const piece: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
      seen += piece.length;
      if (isInOrder) {
        tail.push(piece);
        tailBytes += piece.length;
        if (tailBytes >= unitBytes) keep(tailBytes - (tailBytes % unitBytes));
      }
      if (cutAfter !== null && seen >= cutAfter) {
        response.destroy();
        return 'cut';
      }
      if (how.bytesPerSecond !== null) {
        const dueMs = (seen / how.bytesPerSecond) * 1000 - (performance.now() - beganMs);
        if (dueMs > 5) await wait(dueMs);
      }
    }
  } catch {
    // The line broke: whole units stay.
    return 'cut';
  }
  if (seen !== end - start + 1) return 'cut';
  if (isInOrder && isLast) keep(tailBytes);
  return session.kept === session.total ? 'complete' : 'kept';
}
