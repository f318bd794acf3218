import { err, ok, type Result } from '@videoexpress/job-schema';
import { FilePathSource, Input, MP4 } from 'mediabunny';
import { z } from 'zod';
import type { FileFault } from '../media-tool-error.ts';
import { readTag } from './read-tag.ts';
import { asVideoFault, VideoFault } from './video-input.ts';

export const readSettingsInputSchema = z.object({ path: z.string() });

/** The child task `read-settings`: the text of an MP4's tag `videoexpress`, or null where there is none. */
export async function readSettings(rawInput: unknown): Promise<Result<string | null, FileFault>> {
  const { path } = readSettingsInputSchema.parse(rawInput);
  const input = new Input({ formats: [MP4], source: new FilePathSource(path) });
  try {
    return ok(await readTag(input));
  } catch (error) {
    const fault = asVideoFault(error, 'The MP4 cannot be read');
    if (fault instanceof VideoFault) return err({ code: 'invalid_output', reason: fault.message });
    throw fault;
  } finally {
    input.dispose();
  }
}
