import type { Asset } from '@videoexpress/job-schema';
import { heldValue, useStoredValue } from '../../stored/stored-value.ts';

/** A clip that was brought to the form. */
export type ClipIntake =
  | { readonly kind: 'sending'; readonly fileName: string; readonly fraction: number; readonly upload: AbortController }
  /** It has no settings of the studio; a frame of it can be the start image. */
  | { readonly kind: 'offer'; readonly clip: Asset };

const intake = heldValue<ClipIntake | null>(null);

/** How the taking of a clip stands; null while there is none. */
export const clipIntake = { get: intake.get, set: intake.set };

/** Ends the taking of a clip. */
export function endIntake(): void {
  const now = intake.get();
  if (now?.kind === 'sending') now.upload.abort();
  intake.set(null);
}

/** The same, kept up to date. */
export function useClipIntake(): ClipIntake | null {
  return useStoredValue(intake);
}
