import { err, type Result } from '@videoexpress/job-schema';
import type { FileFault } from '../media-tool-error.ts';

/** What the bytes of a picture say of it, read without decoding a pixel. */
export type ImageHeader = {
  /** What it is, or what it becomes where it has to be written anew. */
  readonly mimeType: 'image/png' | 'image/jpeg' | 'image/webp';
  /** Pixels as stored, before a rotation that the file may ask for. */
  readonly width: number;
  readonly height: number;
  /** The EXIF orientation, 1 to 8; 1 is upright. */
  readonly orientation: number;
  /** Ink colours or more than 8 bits a channel: not every program can show it. */
  readonly isUnusual: boolean;
};

export type ImageHeaderOutcome = Result<ImageHeader, FileFault>;

/** Why a file cannot be used as a picture, with one sentence for a person. */
export function refuseImage(
  code: FileFault['code'],
  reason: string,
): { readonly ok: false; readonly error: FileFault } {
  return err({ code, reason });
}

/** The refusal of a file that breaks off or contradicts itself. */
export function refuseAsCorrupt(detail: string): { readonly ok: false; readonly error: FileFault } {
  return refuseImage('corrupt_image', `The picture is damaged: ${detail}.`);
}
