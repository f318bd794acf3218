import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type AttemptId, attemptIdSchema } from '@videoexpress/job-schema';
import { type Clock, createOneByOne, type ObjectStore } from '@videoexpress/studio';
import { z } from 'zod';
import { parseJson } from '../gpu-worker/read-answer.ts';
import type { InputFile } from '../gpu-worker/input-files.ts';

/** A picture or a LoRA is often used again soon, and a LoRA is large: nobody waits for it to go up twice on one day. */
const keptForMs = 24 * 3_600_000;

const noteSchema = z.object({
  key: z.string(),
  /** Attempts that are not over and whose order links to it. */
  attempts: z.array(attemptIdSchema),
  /** When the last of them ended (wall clock). */
  freeSinceMs: z.number().nullable(),
});
type Note = z.infer<typeof noteSchema>;

/**
 * The input files in the object storage, each stored once however many jobs use it, and which attempts need it still: one
 * small file each, in a folder of its own. What none has needed for a day goes. Everything about one object is done one after
 * the other, so none goes while a job that needs it is being sent.
 */
export class StoredInputs {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #oneByOne = createOneByOne();
  #loaded: Promise<{ readonly studio: string; readonly notes: Map<string, Note> }> | null = null;

  constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  /**
   * The key of a file that an attempt needs, whether it is there yet or not. From now on it stays there until the attempt is
   * let go of; a removal that is under way is over when this settles.
   */
  async hold(attemptId: AttemptId, { sha256, extension }: InputFile): Promise<string> {
    const { studio, notes } = await this.#load();
    // Another studio may share the bucket, and knows nothing of what this one needs.
    const key = `inputs/${studio}/${sha256}${extension}`;
    await this.#oneByOne(key, async () => {
      const attempts = new Set([...(notes.get(key)?.attempts ?? []), attemptId]);
      await this.#write(notes, { key, attempts: [...attempts], freeSinceMs: null });
    });
    return key;
  }

  /** The attempt is over. */
  async letGo(attemptId: AttemptId): Promise<void> {
    const { notes } = await this.#load();
    for (const { key } of [...notes.values()].filter(({ attempts }) => attempts.includes(attemptId))) {
      await this.#oneByOne(key, async () => {
        const attempts = (notes.get(key)?.attempts ?? []).filter((each) => each !== attemptId);
        await this.#write(notes, { key, attempts, freeSinceMs: attempts.length === 0 ? this.#clock.now() : null });
      });
    }
  }

  /** There is something for a sweep to remove. */
  async isAnyDue(): Promise<boolean> {
    const { notes } = await this.#load();
    return [...notes.values()].some((note) => this.#isDue(note));
  }

  /** Removes what no attempt has needed for long. What cannot go now goes with a later sweep. */
  async sweep(store: ObjectStore, signal: AbortSignal): Promise<void> {
    const { notes } = await this.#load();
    for (const { key } of [...notes.values()].filter((note) => this.#isDue(note))) {
      await this.#oneByOne(key, async () => {
        const note = notes.get(key);
        if (note === undefined || !this.#isDue(note)) return;
        const gone = await store.delete(key, signal);
        if (!gone.ok) return;
        notes.delete(key);
        await rm(this.#path(key), { force: true }).catch(() => undefined);
      });
    }
  }

  #isDue({ attempts, freeSinceMs }: Note): boolean {
    return attempts.length === 0 && this.#clock.now() - (freeSinceMs ?? this.#clock.now()) >= keptForMs;
  }

  #load() {
    this.#loaded ??= this.#read();
    return this.#loaded;
  }

  async #read() {
    const notes = new Map<string, Note>();
    for (const name of await readdir(this.#folder).catch(() => [])) {
      if (!name.endsWith('.json')) continue;
      const text = await readFile(join(this.#folder, name), 'utf8').catch(() => '');
      const note = noteSchema.safeParse(parseJson(text));
      if (note.success) notes.set(note.data.key, note.data);
    }
    return { studio: await this.#nameOfStudio(), notes };
  }

  /** A name of this studio's own in the bucket, made once. */
  async #nameOfStudio(): Promise<string> {
    const path = join(this.#folder, 'studio');
    const known = (await readFile(path, 'utf8').catch(() => '')).trim();
    if (/^[0-9a-f]{8}$/.test(known)) return known;
    const made = randomUUID().slice(0, 8);
    await this.#keep(path, made);
    return made;
  }

  async #write(notes: Map<string, Note>, note: Note): Promise<void> {
    notes.set(note.key, note);
    await this.#keep(this.#path(note.key), JSON.stringify(note));
  }

  /** A disk that takes nothing holds no render up: what could not be written is known to this run alone. */
  async #keep(path: string, text: string): Promise<void> {
    const partPath = `${path}.${randomUUID()}.tmp`;
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await writeFile(partPath, text, { mode: 0o600, flush: true });
      await rename(partPath, path);
    } catch {
      await rm(partPath, { force: true }).catch(() => undefined);
    }
  }

  #path(key: string): string {
    return join(this.#folder, `${basename(key)}.json`);
  }
}
