import { z } from 'zod';
import type { ChildEnd } from '../children/child-end.ts';

/** What a task found wrong with the file itself. Its own words reach the person. */
export const fileFaultSchema = z.object({
  code: z.enum([
    // videos
    'invalid_output',
    // clips that a person brings
    'not_a_video',
    'unplayable_video',
    'damaged_video',
    // pictures
    'not_an_image',
    'animated_image',
    'image_too_large',
    'image_too_many_pixels',
    'corrupt_image',
    // LoRAs
    'not_a_lora',
  ]),
  /** One sentence for a person. */
  reason: z.string(),
});
export type FileFault = z.infer<typeof fileFaultSchema>;

/**
 * Why a media tool gave no result: the file is at fault, or else the disk is full, a folder takes no files, the caller
 * aborted, or the tool itself broke.
 */
export type MediaToolError = {
  readonly code: FileFault['code'] | 'disk_full' | 'storage_failed' | 'aborted' | 'media_tool_failed';
  /** One sentence for a person. */
  readonly reason: string;
};

/** The system did not let a file be opened or written, which says nothing about the clip. */
const storageFaults = ['EROFS', 'EACCES', 'EPERM', 'EIO', 'EMFILE', 'ENFILE'];

/** Words an end that brought no result. `onTimeout` is what a check that hangs, or grows without end, says of this kind of file. */
export function errorOfEnd(end: Exclude<ChildEnd, { kind: 'done' }>, onTimeout: FileFault['code']): MediaToolError {
  switch (end.kind) {
    case 'timeout':
      return { code: onTimeout, reason: `The check did not end within ${Math.round(end.afterMs / 1000)} s.` };
    case 'aborted':
      return { code: 'aborted', reason: 'The check was stopped.' };
    case 'killed':
      if (end.tooLarge === true) return { code: onTimeout, reason: 'The check took more memory than it may.' };
      return { code: 'media_tool_failed', reason: `The check crashed (${end.signal}).` };
    case 'failed':
      if (end.code === 'ENOSPC' || end.code === 'EDQUOT')
        return { code: 'disk_full', reason: 'There is no space left on the disk.' };
      if (end.code !== undefined && storageFaults.includes(end.code))
        return { code: 'storage_failed', reason: `The folder of the library cannot be used just now (${end.code}).` };
      return { code: 'media_tool_failed', reason: `The check failed: ${end.message}` };
  }
}
