import type { PublishJournal } from '@videoexpress/studio';
import { journalSchema, type YoutubeJournal } from './youtube-words.ts';

/** The journal of an attempt as it is written here. Null: nothing was begun. */
export async function readJournal(journal: PublishJournal): Promise<YoutubeJournal | null> {
  const entry = await journal.read();
  return entry === null ? null : journalSchema.parse(entry);
}

/** On the disk when it answers. */
export function writeJournal(journal: PublishJournal, entry: YoutubeJournal): Promise<void> {
  return journal.write({ ...entry });
}
