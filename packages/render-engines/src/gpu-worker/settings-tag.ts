import type { ClipSettings } from '@videoexpress/job-schema';
import type { RenderRequest } from '@videoexpress/studio';
import type { InputFile } from './input-files.ts';

/** The settings of a clip as its MP4 tag has them, for a copy of it that never goes through the collector. */
export function settingsTag(
  { kind, input, jobId }: RenderRequest,
  files: Readonly<Record<string, InputFile>>,
  { engine, appVersion }: { readonly engine: string; readonly appVersion: string },
): string {
  const inputHashes = Object.fromEntries(Object.entries(files).map(([field, { sha256 }]) => [field, sha256]));
  const settings: ClipSettings = { schema: 1, kind, input, engine, appVersion, jobId, inputHashes };
  return JSON.stringify(settings);
}
