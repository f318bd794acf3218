import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { written, type Reply } from '../answer/reply.ts';
import { attachment } from '../content/disposition.ts';
import { openMedia } from '../content/open-media.ts';

/** A file as it goes into an archive. */
export interface ArchivedFile {
  readonly path: string;
  /** Its name in the archive. */
  readonly name: string;
  readonly bytes: number;
  readonly modifiedAt: Date;
}

/**
 * Answers with files as one ZIP, read from the disk as the client takes them: nothing is kept in memory, and films are not
 * squeezed again. Since every size is known, so is that of the whole. What goes wrong after the first byte ends the
 * connection, so that no half archive looks whole.
 */
export async function sendArchive(
  request: IncomingMessage,
  response: ServerResponse,
  archive: { readonly name: string; readonly files: readonly ArchivedFile[] },
  folders: readonly string[],
): Promise<Reply> {
  const zip = new ZipFile();
  const failed = new AbortController();
  let reading: Readable | null = null;
  zip.on('error', (cause: unknown) => failed.abort(cause));

  async function openNext(file: ArchivedFile): Promise<Readable> {
    const opened = await openMedia(file.path, folders);
    if (opened === null) throw new Error(`A file went away while it was being archived: ${file.path}`);
    const stream = opened.handle.createReadStream();
    if (failed.signal.aborted) stream.destroy();
    stream.once('error', (cause) => failed.abort(cause));
    reading = stream;
    return stream;
  }

  for (const file of archive.files) {
    const options = { mtime: file.modifiedAt, compress: false, size: file.bytes };
    zip.addReadStreamLazy(file.name, options, (give) => {
      openNext(file).then(
        (stream) => give(null, stream),
        (cause: unknown) => failed.abort(cause),
      );
    });
  }
  const bytes = await endOf(zip);
  response.setHeader('content-type', 'application/zip');
  response.setHeader('content-disposition', attachment(archive.name));
  response.setHeader('cache-control', 'private, no-store');
  response.setHeader('content-length', String(bytes));
  try {
    if (request.method === 'HEAD') response.end();
    else await pipeline(zip.outputStream, response, { signal: failed.signal });
  } catch (cause) {
    throw failed.signal.aborted ? failed.signal.reason : cause;
  } finally {
    failed.abort();
    await closed(reading);
  }
  return written;
}

/** Closes the list of files; answers with the size of the whole archive. */
function endOf(zip: ZipFile): Promise<number> {
  return new Promise((resolve, reject) => {
    zip.end({ forceZip64Format: false, comment: '' }, (...[bytes]: readonly unknown[]) => {
      if (typeof bytes === 'number' && bytes >= 0) resolve(bytes);
      else reject(new Error('The size of an archive of known files is known'));
    });
  });
}

/** The client may have left in the middle of a file. */
async function closed(stream: Readable | null): Promise<void> {
  if (stream === null || stream.closed) return;
  const closing = once(stream, 'close');
  stream.destroy();
  await closing;
}
