import { type Asset, err, newAssetId, ok, type Result } from '@videoexpress/job-schema';
import { type Clock, isoTime } from '../clock.ts';
import type { Refusal } from '../refusal.ts';
import type { AssetStore } from './asset-store.ts';
import type { ClipFiles } from './clip-files.ts';
import type { MediaTools } from './media-tools.ts';

const extensions: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/avif': 'avif',
};

export type ImportImage = (
  file: { path: string; name: string; field: string },
  signal: AbortSignal,
) => Promise<Result<Asset, Refusal>>;

/** Takes a person's picture into the library: checked by content, made plain where it is not, stored under its asset id. */
export function createImportImage(deps: {
  assets: AssetStore;
  files: ClipFiles;
  media: MediaTools;
  clock: Clock;
}): ImportImage {
  const { files } = deps;
  return async (file, signal) => {
    const id = newAssetId();
    const createdAt = isoTime(deps.clock.now());
    const month = createdAt.slice(0, 7);
    const part = files.clipPath(month, `${id}.part`);
    const posterPath = files.posterPath(id);
    const prepared = await files.prepare(part);
    if (!prepared.ok) return err(mediaRefusal(`The picture could not be kept: ${prepared.error.detail}`));
    const inspected = await deps.media.inspectImage({ sourcePath: file.path, outputPath: part, posterPath }, signal);
    if (!inspected.ok) {
      await files.remove(part);
      const { code, reason } = inspected.error;
      if (code === 'media_tool_failed') return err(mediaRefusal(reason));
      return err({ code: 'invalid_input', detail: reason, errors: [{ path: file.field, message: reason }] });
    }
    const facts = inspected.value;
    const path = files.clipPath(month, `${id}.${extensions[facts.mimeType] ?? 'img'}`);
    const published = await files.publish(part, path);
    if (!published.ok) {
      await files.remove(part);
      await files.remove(posterPath);
      return err(mediaRefusal(`The picture could not be kept: ${published.error.detail}`));
    }
    const asset: Asset = {
      id,
      type: 'image',
      name: file.name,
      bytes: facts.bytes,
      sha256: facts.sha256,
      mimeType: facts.mimeType,
      width: facts.width,
      height: facts.height,
      favourite: false,
      warnings: [],
      createdAt,
    };
    try {
      await deps.assets.insert({ asset, path, posterPath, settings: null }, deps.clock.now());
    } catch (cause) {
      await files.remove(path);
      await files.remove(posterPath);
      throw cause;
    }
    return ok(asset);
  };
}

function mediaRefusal(detail: string): Refusal {
  return { code: 'media_tool_failed', detail };
}
