import { createHash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { BackupFile, BackupGap, BackupManifest } from '@videoexpress/job-schema';
import { ZipFile } from 'yazl';
import { manifestName, readmeName } from './archive-names.ts';
import { readmeText } from './readme-text.ts';

/** A file on its way into a backup. */
export interface SourceFile {
  /** Its name in the archive. */
  readonly name: string;
  /** Null where it is not there any more. */
  readonly open: () => Promise<{ readonly handle: FileHandle; readonly bytes: number } | null>;
  /** What the library expects; null where nothing is known. */
  readonly sha256: string | null;
  readonly compress: boolean;
}

export interface ArchiveParts {
  readonly facts: Omit<BackupManifest, 'files' | 'gaps'>;
  readonly sources: readonly SourceFile[];
  readonly signal: AbortSignal;
}

/**
 * Writes a backup as one ZIP, read from the disk as it is taken: nothing is kept in memory but the list. Its manifest comes
 * last, since only then every hash is known. What goes wrong destroys the stream, so that no half backup looks whole.
 */
export function writeArchive({ facts, sources, signal }: ArchiveParts): Readable {
  const zip = new ZipFile();
  const out = Readable.from(zip.outputStream, { objectMode: false });
  const fail = (cause: unknown): void => {
    const error = cause instanceof Error ? cause : new Error(String(cause));
    // The one inside first: while `out` waits for more of it, it cannot close, and whoever waits for that would for ever.
    if (zip.outputStream instanceof Readable) zip.outputStream.destroy(error);
    out.destroy(error);
  };
  zip.on('error', fail);
  // Whoever reads is told by `out`; this one may be destroyed when nobody listens to it any more.
  zip.outputStream.on('error', () => undefined);
  const left = new AbortController();
  out.once('close', () => left.abort());
  const stop = AbortSignal.any([signal, left.signal]);
  stop.addEventListener('abort', () => fail(new Error('The backup was called off')), { once: true });
  addAll().catch(fail);
  return out;

  async function addAll(): Promise<void> {
    zip.addBuffer(Buffer.from(readmeText(facts)), readmeName, plain(facts.madeAt));
    const files: BackupFile[] = [];
    const gaps: BackupGap[] = [];
    for (const source of sources) {
      const added = await addFile(source);
      if (added === null) {
        gaps.push({ name: source.name, why: 'missing' });
        continue;
      }
      files.push(added);
      if (source.sha256 !== null && source.sha256 !== added.sha256) gaps.push({ name: source.name, why: 'changed' });
    }
    const manifest: BackupManifest = { ...facts, files, gaps };
    zip.addBuffer(Buffer.from(JSON.stringify(manifest, null, 1)), manifestName, plain(facts.madeAt));
    zip.end();
  }

  async function addFile(source: SourceFile): Promise<BackupFile | null> {
    stop.throwIfAborted();
    const opened = await source.open();
    if (opened === null) return null;
    const hash = createHash('sha256');
    const bytes = Readable.from(hashed(opened.handle, hash, stop));
    // Where nobody takes it any more, it would stay open for ever.
    const callOff = (): void => void bytes.destroy(new Error('The backup was called off'));
    stop.addEventListener('abort', callOff, { once: true });
    try {
      const taken = finished(bytes);
      zip.addReadStream(bytes, source.name, {
        ...plain(facts.madeAt),
        compress: source.compress,
        size: opened.bytes,
      });
      await taken;
    } finally {
      stop.removeEventListener('abort', callOff);
      bytes.destroy();
      await opened.handle.close();
    }
    return { name: source.name, bytes: opened.bytes, sha256: hash.digest('hex') };
  }
}

/** For the person alone, wherever it is unpacked. */
function plain(madeAt: string): { mtime: Date; mode: number } {
  return { mtime: new Date(madeAt), mode: 0o100600 };
}

async function* hashed(handle: FileHandle, hash: Hash, stop: AbortSignal): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(256 * 1024);
  for (;;) {
    stop.throwIfAborted();
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
    if (bytesRead === 0) return;
    const piece = Buffer.from(buffer.subarray(0, bytesRead));
    hash.update(piece);
    yield piece;
  }
}
