import { createReadStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { Clock, ObjectError } from '@videoexpress/studio';
import type { BucketClient } from './bucket-client.ts';
import { objectError, passesByItself } from './object-errors.ts';
import type { Part } from './part-plan.ts';
import type { SentBytes } from './sent-bytes.ts';

/** Waits before the second try of a piece, and before each after it. */
const againAfterMs = [300, 1000, 3000] as const;

export interface PieceSource {
  readonly path: string;
  readonly sent: SentBytes;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Sends one piece of a file by `send`, and again where the line or the store failed: the client itself cannot, as a stream is
 * read once. Memory holds what is between disk and socket, whatever the size of the piece. Called off, the socket closes.
 */
export async function sendPiece<T>(
  client: BucketClient,
  source: PieceSource,
  part: Part,
  send: (body: Readable | Uint8Array, signal: AbortSignal) => Promise<T>,
): Promise<Result<T, ObjectError>> {
  for (let tries = 0; ; tries += 1) {
    const sent = await sendOnce(client, source, part, send);
    if (sent.ok || source.signal.aborted || !passesByItself(sent.error)) return sent;
    const waitMs = againAfterMs[tries];
    if (waitMs === undefined) return sent;
    await waitFor(source.clock, waitMs, source.signal);
  }
}

async function sendOnce<T>(
  { place }: BucketClient,
  { path, sent, signal }: PieceSource,
  part: Part,
  send: (body: Readable | Uint8Array, signal: AbortSignal) => Promise<T>,
): Promise<Result<T, ObjectError>> {
  if (signal.aborted) return err({ code: 'cancelled', detail: 'It was called off.' });
  sent.begin(part.number);
  const broken = new AbortController();
  let readFault: ObjectError | null = null;
  const body = part.bytes === 0 ? new Uint8Array() : readPiece(path, part, (bytes) => sent.add(part.number, bytes));
  if (body instanceof Readable) {
    // The client never hears of a stream that breaks, and would wait for its end.
    body.once('error', (cause) => {
      readFault ??= { code: 'rejected', detail: `The file could not be read to its end (${cause.message}).` };
      broken.abort();
    });
  }
  try {
    return ok(await send(body, AbortSignal.any([signal, broken.signal])));
  } catch (cause) {
    return err(readFault ?? objectError(cause, place));
  } finally {
    if (body instanceof Readable) body.destroy();
  }
}

/** A stream of just this piece, which fails where the file has become shorter. */
function readPiece(path: string, { start, bytes }: Part, note: (bytes: number) => void): Readable {
  const file = createReadStream(path, { start, end: start + bytes - 1, highWaterMark: 128 * 1024 });
  let passed = 0;
  const counted = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      passed += chunk.byteLength;
      note(chunk.byteLength);
      done(null, chunk);
    },
    flush(done) {
      done(passed === bytes ? null : new Error('it is shorter than it was'));
    },
  });
  file.once('error', (cause) => counted.destroy(cause));
  counted.once('close', () => file.destroy());
  return file.pipe(counted);
}

/** Waits on the clock, or until it is called off. */
export function waitFor(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      callOff();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const callOff = clock.after(delayMs, end);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
