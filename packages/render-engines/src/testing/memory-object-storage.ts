import { readFile, writeFile } from 'node:fs/promises';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { ObjectError, ObjectStorage, ObjectStore } from '@videoexpress/studio';
import type { MemoryObjects } from './runpod-simulator/memory-objects.ts';

/** Object storage for tests: what it stores lies behind links that work over HTTP, for workers of every kind. */
export class MemoryObjectStorage implements ObjectStorage {
  readonly objects: MemoryObjects;
  /** False: nobody set it up. */
  isSetUp = true;
  /** What every call comes to, in place of what it should do. */
  trouble: ObjectError | null = null;
  /** What the store was asked to put, by key, in order. */
  readonly putFiles: string[] = [];
  /** What each put takes before anything is stored. It is called off with its signal, and lets go a while after that. */
  putTakes: (signal: AbortSignal) => Promise<void> = async () => undefined;
  #isCutOff = false;
  readonly #store: ObjectStore;

  constructor(objects: MemoryObjects) {
    this.objects = objects;
    this.#store = this.#createStore();
  }

  /** From now on nothing answers: a call ends only when it is told to. */
  cutOff(): void {
    this.#isCutOff = true;
  }

  keys(): readonly string[] {
    return [...this.objects.stored.keys()].toSorted();
  }

  configure(): void {
    // Tests set it up by hand.
  }

  async current(): Promise<ObjectStore | null> {
    return this.isSetUp ? this.#store : null;
  }

  async health() {
    const who = { id: 'r2', label: 'Cloudflare R2', latencyMs: null };
    if (!this.isSetUp) return { ...who, status: 'not_configured' as const, detail: 'Not set up.', fix: null };
    if (this.trouble?.code === 'busy') return { ...who, status: 'degraded' as const, detail: 'Busy.', fix: null };
    if (this.trouble !== null) return { ...who, status: 'down' as const, detail: this.trouble.detail, fix: 'Mend it.' };
    return { ...who, status: 'ok' as const, detail: 'In memory.', fix: null };
  }

  async test() {
    return { works: this.trouble === null, seconds: 0, detail: 'In memory.', fix: null };
  }

  #createStore(): ObjectStore {
    const { stored } = this.objects;
    const ask = async <T>(signal: AbortSignal, answer: () => Promise<T>): Promise<Result<T, ObjectError>> => {
      if (this.#isCutOff) {
        await new Promise<void>((resolve) => {
          if (signal.aborted) resolve();
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
      }
      if (signal.aborted) return err({ code: 'cancelled', detail: 'It was called off.' });
      if (this.trouble !== null) return err(this.trouble);
      const answered = await answer();
      return signal.aborted ? err({ code: 'cancelled', detail: 'It was called off.' }) : ok(answered);
    };
    return {
      head: (key, signal) =>
        ask(signal, async () => {
          const object = stored.get(key);
          return object === undefined ? null : { bytes: object.bytes.length, sha256: null };
        }),
      putFile: (key, fromPath, { contentType, signal }) =>
        ask(signal, async () => {
          this.putFiles.push(key);
          await this.putTakes(signal);
          const bytes = await readFile(fromPath);
          if (!signal.aborted) stored.set(key, { bytes, contentType });
          return { bytes: bytes.length };
        }),
      getFile: (key, toPath, { signal }) =>
        ask(signal, async () => {
          const object = stored.get(key);
          if (object === undefined) return null;
          await writeFile(toPath, object.bytes);
          return { bytes: object.bytes.length };
        }),
      getText: (key, _maxBytes, signal) => ask(signal, async () => stored.get(key)?.bytes.toString('utf8') ?? null),
      delete: (key, signal) =>
        ask(signal, async () => {
          stored.delete(key);
          return null;
        }),
      presignPut: async (key) => this.objects.link(key),
      presignGet: async (key) => this.objects.link(key),
      publicUrl: (key) => `${this.objects.origin}/${key}`,
    };
  }
}
