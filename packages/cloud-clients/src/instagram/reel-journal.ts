import type { PublishJournal } from '@videoexpress/studio';
import { z } from 'zod';

/** How far an attempt came, as its journal has it. */
const entrySchema = z.object({
  /**
   * start: nothing is at Instagram that anyone can see or publish. container: there is one, not published. publishing: its
   * publication was asked for, and what came of that is not known. published: it is out.
   */
  step: z.enum(['start', 'container', 'publishing', 'published']),
  containerId: z.string().nullable(),
  /** Containers made so far. */
  containers: z.int().nonnegative(),
  /** Wall time in milliseconds at which the container was made. */
  containerAtMs: z.number().nullable(),
  /** How often publication was asked for, of this container. */
  asks: z.int().nonnegative(),
  /** Wall time in milliseconds at which it was first asked for. */
  askedAtMs: z.number().nullable(),
  mediaId: z.string().nullable(),
  /** Tries that came to nothing since it last got further, by the code of why. */
  tries: z.record(z.string(), z.int().positive()),
});
export type ReelEntry = z.infer<typeof entrySchema>;

const nothingYet: ReelEntry = {
  step: 'start',
  containerId: null,
  containers: 0,
  containerAtMs: null,
  asks: 0,
  askedAtMs: null,
  mediaId: null,
  tries: {},
};

/** Where the attempt is. Throws where the journal is there and cannot be read: then nothing may be begun. */
export async function readEntry(journal: Pick<PublishJournal, 'read'>): Promise<ReelEntry> {
  const kept = await journal.read();
  return kept === null ? nothingYet : entrySchema.parse(kept);
}

/** The container is of no use any more, and was never published. */
export function withoutContainer(entry: ReelEntry): ReelEntry {
  return { ...entry, step: 'start', containerId: null, containerAtMs: null, asks: 0, askedAtMs: null };
}

/** Counts one try more of a kind. */
export function withTry(entry: ReelEntry, code: string): ReelEntry {
  return { ...entry, tries: { ...entry.tries, [code]: (entry.tries[code] ?? 0) + 1 } };
}
