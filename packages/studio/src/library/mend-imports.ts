import { assetIdSchema } from '@videoexpress/job-schema';
import type { Log } from '../log.ts';
import type { AssetStore } from './asset-store.ts';
import type { ClipFiles } from './clip-files.ts';

/**
 * Puts right what a kill in the middle of an import left: nobody was told of a file without a row, so it goes. Run before
 * the first request.
 */
export async function mendImports(deps: {
  readonly assets: Pick<AssetStore, 'get'>;
  readonly files: ClipFiles;
  readonly log: Log;
}): Promise<void> {
  const { assets, files, log } = deps;
  for (const note of await files.unfinishedImports()) {
    const id = assetIdSchema.safeParse(note.assetId);
    if (!id.success || (await assets.get(id.data)) === null) {
      await files.removeImport(note);
      log.info({ assetId: note.assetId }, 'What an upload left when the last run ended is removed');
    }
    await files.forgetImport(note);
  }
}
