import { readFile, writeFile } from 'node:fs/promises';
import { type EngineTest, err, ok, type ObjectPlace, type Result, type ServiceHealth } from '@videoexpress/job-schema';
import type { ObjectError, ObjectStorage, ObjectStore, StoredObject } from '../objects/object-store.ts';

interface Kept {
  readonly content: Uint8Array;
  readonly sha256: string | null;
}

/** Object storage in memory, which fails as a test wants and remembers what it was asked. The real one has its own tests. */
export class MemoryObjectStorage implements ObjectStorage, ObjectStore {
  readonly kept = new Map<string, Kept>();
  /** Keys of every file that was put, in order. */
  readonly puts: string[] = [];
  /** While set, every call comes to this. */
  fault: ObjectError | null = null;
  isSetUp = true;
  /** What the public address begins with; null: the bucket is not public. */
  publicBase: string | null = 'https://pub.example.org';
  /** A put waits for this, or until it is called off. */
  putWaitsFor: Promise<void> = Promise.resolve();

  configure(_place: ObjectPlace): void {}

  async current(): Promise<ObjectStore | null> {
    return this.isSetUp ? this : null;
  }

  async health(): Promise<ServiceHealth> {
    const { detail = 'In memory.' } = this.fault ?? {};
    const status = this.isSetUp ? (this.fault === null ? 'ok' : 'down') : 'not_configured';
    return { id: 'r2', label: 'Cloudflare R2', status, latencyMs: null, detail, fix: null };
  }

  async test(): Promise<EngineTest> {
    const works = this.isSetUp && this.fault === null;
    return { works, seconds: 0, detail: this.fault?.detail ?? 'In memory.', fix: null };
  }

  head(key: string, signal: AbortSignal): Promise<Result<StoredObject | null, ObjectError>> {
    return this.#answer(signal, () => {
      const found = this.kept.get(key);
      return found === undefined ? null : { bytes: found.content.byteLength, sha256: found.sha256 };
    });
  }

  async putFile(
    key: string,
    fromPath: string,
    { sha256, onProgress, signal }: Parameters<ObjectStore['putFile']>[2],
  ): Promise<Result<{ readonly bytes: number }, ObjectError>> {
    this.puts.push(key);
    await Promise.race([
      this.putWaitsFor,
      new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true })),
    ]);
    const content = await readFile(fromPath);
    return this.#answer(signal, () => {
      this.kept.set(key, { content, sha256: sha256 ?? null });
      onProgress?.(content.byteLength, content.byteLength);
      return { bytes: content.byteLength };
    });
  }

  async getFile(
    key: string,
    toPath: string,
    { signal }: Parameters<ObjectStore['getFile']>[2],
  ): Promise<Result<{ readonly bytes: number } | null, ObjectError>> {
    const found = this.kept.get(key);
    if (found !== undefined && this.fault === null) await writeFile(toPath, found.content);
    return this.#answer(signal, () => (found === undefined ? null : { bytes: found.content.byteLength }));
  }

  async getText(key: string, maxBytes: number, signal: AbortSignal): Promise<Result<string | null, ObjectError>> {
    const found = this.kept.get(key);
    if (found !== undefined && found.content.byteLength > maxBytes)
      return err({ code: 'rejected', detail: 'It is too large.' });
    return this.#answer(signal, () => (found === undefined ? null : Buffer.from(found.content).toString('utf8')));
  }

  delete(key: string, signal: AbortSignal): Promise<Result<null, ObjectError>> {
    return this.#answer(signal, () => {
      this.kept.delete(key);
      return null;
    });
  }

  async presignPut(key: string): Promise<string> {
    return `https://store.example.org/${key}?put`;
  }

  async presignGet(key: string): Promise<string> {
    return `https://store.example.org/${key}?get`;
  }

  publicUrl(key: string): string | null {
    return this.publicBase === null ? null : `${this.publicBase}/${key}`;
  }

  /** Puts something there by another way than `putFile`, as whoever has a link does. */
  place(key: string, text: string, sha256: string | null = null): void {
    this.kept.set(key, { content: Buffer.from(text), sha256 });
  }

  async #answer<T>(signal: AbortSignal, value: () => T): Promise<Result<T, ObjectError>> {
    if (signal.aborted) return err({ code: 'cancelled', detail: 'It was called off.' });
    return this.fault === null ? ok(value()) : err(this.fault);
  }
}
