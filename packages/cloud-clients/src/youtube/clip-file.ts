import { stat } from 'node:fs/promises';
import { ok, err, type PostError, type Result } from '@videoexpress/job-schema';
import type { PublishTask } from '@videoexpress/studio';

/** The file that goes out, with what tells it from another one. */
export interface ClipFile {
  readonly path: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

/** The clip as it goes out; an error where it could not be made, or is not there. */
export async function clipFile(task: PublishTask): Promise<Result<ClipFile, PostError>> {
  const prepared = await task.prepared();
  if (!prepared.ok) return prepared;
  const { path } = prepared.value;
  try {
    const { size, mtimeMs } = await stat(path);
    if (size > 0) return ok({ path, bytes: size, modifiedMs: Math.floor(mtimeMs) });
  } catch {
    // It went away after it was found; what is said of it is the same as of an empty one.
  }
  const userMessage = 'The file of the clip is no longer there. Nothing was published.';
  return err({ code: 'input_missing', detail: 'The file of the clip cannot be read.', userMessage, action: 'edit' });
}
