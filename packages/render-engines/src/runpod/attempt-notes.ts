import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { attemptIdSchema, jobIdSchema } from '@videoexpress/job-schema';
import type { AttemptRef } from '@videoexpress/studio';
import { z } from 'zod';
import { parseJson } from '../gpu-worker/read-answer.ts';

const noteSchema = z.object({
  jobId: jobIdSchema,
  attemptId: attemptIdSchema,
  /** Somebody sent it to RunPod and did not learn whether it was taken: it may still lie in the queue there. */
  unsure: z.boolean(),
  /** The attempt is over, and what it left in the object storage goes at this moment (wall clock). */
  removal: z
    .object({
      kept: z.boolean(),
      dueMs: z.number(),
      /** A submission that may still be queued finds a claim when a worker takes it. */
      barred: z.boolean(),
    })
    .nullable(),
});
export type AttemptNote = z.infer<typeof noteSchema>;

/**
 * What has to be known of an attempt beyond this run of the daemon and beyond its row: one small file each, in a folder of
 * the engine's own. Hardly any attempt has one.
 */
export class AttemptNotes {
  readonly #folder: string;
  readonly #unwritten = new Map<string, AttemptNote>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async read({ attemptId }: Pick<AttemptRef, 'attemptId'>): Promise<AttemptNote | null> {
    const unwritten = this.#unwritten.get(attemptId);
    if (unwritten !== undefined) return unwritten;
    const text = await readFile(this.#path(attemptId), 'utf8').catch(() => null);
    const note = text === null ? null : noteSchema.safeParse(parseJson(text));
    return note?.success === true ? note.data : null;
  }

  /** A disk that takes nothing holds no render up: what could not be written is known to this run alone. */
  async write(note: AttemptNote): Promise<void> {
    this.#unwritten.set(note.attemptId, note);
    const path = this.#path(note.attemptId);
    const partPath = `${path}.${randomUUID()}.tmp`;
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await writeFile(partPath, JSON.stringify(note), { mode: 0o600, flush: true });
      await rename(partPath, path);
      if (this.#unwritten.get(note.attemptId) === note) this.#unwritten.delete(note.attemptId);
    } catch {
      await rm(partPath, { force: true }).catch(() => undefined);
    }
  }

  async remove({ attemptId }: Pick<AttemptRef, 'attemptId'>): Promise<void> {
    this.#unwritten.delete(attemptId);
    await rm(this.#path(attemptId), { force: true });
  }

  async all(): Promise<readonly AttemptNote[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const ids = new Set([...this.#unwritten.keys(), ...names.map((name) => name.replace(/\.json$/, ''))]);
    const notes: AttemptNote[] = [];
    for (const name of ids) {
      const id = attemptIdSchema.safeParse(name);
      const note = id.success ? await this.read({ attemptId: id.data }) : null;
      if (note !== null) notes.push(note);
    }
    return notes;
  }

  #path(attemptId: string): string {
    return join(this.#folder, `${attemptId}.json`);
  }
}
