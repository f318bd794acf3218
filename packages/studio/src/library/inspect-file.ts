import { type AssetWarning, type ClipSettings, err, type LoraFacts, ok, type Result } from '@videoexpress/job-schema';
import type { Refusal } from '../refusal.ts';
import type { ClipFiles } from './clip-files.ts';
import type { MediaError, MediaTools } from './media-tools.ts';
import { readClipSettings } from './read-clip-settings.ts';

/** A file that was checked and lies ready at `path`, beside its final place. */
export interface Inspected {
  readonly type: 'image' | 'video' | 'lora';
  readonly path: string;
  /** Null where there is nothing to see. */
  readonly posterPath: string | null;
  readonly extension: string;
  readonly facts: {
    readonly mimeType: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly width?: number;
    readonly height?: number;
    readonly durationSeconds?: number;
    readonly fps?: number;
    readonly lora?: LoraFacts;
  };
  readonly warnings: readonly AssetWarning[];
  readonly settings: ClipSettings | null;
}

export interface ImportPaths {
  readonly sourcePath: string;
  readonly partPath: string;
  readonly posterPath: string;
}

const extensions: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'video/x-matroska': 'mkv',
};

/** Decides by content what a file is, checks it, and leaves it at the part path with a poster beside it. */
export async function inspectFile(
  deps: { readonly media: MediaTools; readonly files: ClipFiles },
  paths: ImportPaths,
  field: string,
  signal: AbortSignal,
): Promise<Result<Inspected, Refusal>> {
  const { media, files } = deps;
  const { sourcePath, partPath: path, posterPath } = paths;
  if (await media.isLora(sourcePath)) return inspectLora(deps, paths, field, signal);
  if (!(await media.isVideo(sourcePath))) {
    const picture = await media.inspectImage({ sourcePath, outputPath: path, posterPath }, signal);
    if (!picture.ok) return err(refusalOf(picture.error, field));
    const { converted: _, ...facts } = picture.value;
    const extension = extensions[facts.mimeType] ?? 'img';
    return ok({ type: 'image', path, posterPath, extension, facts, warnings: [], settings: null });
  }
  const clip = await media.inspectVideo({ sourcePath, posterPath }, signal);
  if (!clip.ok) return err(refusalOf(clip.error, field));
  const { settings, warnings, ...facts } = clip.value;
  const moved = await files.moveIn(sourcePath, path);
  if (!moved.ok) return err(refusalOf({ code: moved.error.code, reason: moved.error.detail }, field));
  const extension = extensions[facts.mimeType] ?? 'bin';
  return ok({ type: 'video', path, posterPath, extension, facts, warnings, settings: readClipSettings(settings) });
}

async function inspectLora(
  { media, files }: { readonly media: MediaTools; readonly files: ClipFiles },
  { sourcePath, partPath: path }: ImportPaths,
  field: string,
  signal: AbortSignal,
): Promise<Result<Inspected, Refusal>> {
  const checked = await media.inspectLora({ sourcePath }, signal);
  if (!checked.ok) return err(refusalOf(checked.error, field));
  const moved = await files.moveIn(sourcePath, path);
  if (!moved.ok) return err(refusalOf({ code: moved.error.code, reason: moved.error.detail }, field));
  const facts = { ...checked.value, mimeType: 'application/octet-stream' };
  return ok({
    type: 'lora',
    path,
    posterPath: null,
    extension: 'safetensors',
    facts,
    warnings: [],
    settings: null,
  });
}

function refusalOf({ code, reason }: MediaError, field: string): Refusal {
  if (code === 'disk_full') {
    return { code, detail: 'The disk with the data folder is full. Nothing was kept; free some space and try again.' };
  }
  if (code === 'media_tool_failed' || code === 'storage_failed' || code === 'aborted' || code === 'failed') {
    return { code: 'media_tool_failed', detail: reason };
  }
  return { code: 'invalid_input', detail: reason, errors: [{ path: field, message: reason }] };
}
