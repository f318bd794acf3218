import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { open, rm } from 'node:fs/promises';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { ReceivedFile } from '@videoexpress/render-engines';
import type { Clock } from '@videoexpress/studio';
import { createPace } from '../http/uploads/pace.ts';

export type ReceiveError = 'too_large' | 'cut_off' | 'too_slow' | 'disk_full' | 'unwritable';

/**
 * Writes a body to a new file, and waits until it is on the disk. Whatever ends it early leaves nothing.
 *
 * @param maxBytes refused as soon as it is larger, or says that it will be
 */
export async function receiveFile(
  request: IncomingMessage,
  toPath: string,
  { maxBytes, clock }: { readonly maxBytes: number; readonly clock: Clock },
): Promise<Result<ReceivedFile, ReceiveError>> {
  const announced = request.headers['content-length'];
  if (Number(announced ?? 0) > maxBytes) return err('too_large');
  const keepsPace = createPace(clock);
  const hash = createHash('sha256');
  let bytes = 0;
  let isWhole = false;
  try {
    const file = await open(toPath, 'wx', 0o600);
    try {
      // What is not read any more is thrown away by the listener, so that the client gets to read the answer.
      for await (const piece of request.iterator({ destroyOnReturn: false })) {
        const chunk: Buffer = piece;
        bytes += chunk.length;
        if (bytes > maxBytes) return err('too_large');
        if (!keepsPace(chunk.length)) return err('too_slow');
        hash.update(chunk);
        await file.appendFile(chunk);
      }
      if (!request.complete) return err('cut_off');
      await file.sync();
      isWhole = true;
    } finally {
      await file.close();
    }
    return ok({ bytes, sha256: hash.digest('hex') });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    if (code === 'ENOSPC' || code === 'EDQUOT') return err('disk_full');
    return err(request.destroyed && !request.complete ? 'cut_off' : 'unwritable');
  } finally {
    if (!isWhole) {
      request.resume();
      await rm(toPath, { force: true });
    }
  }
}
