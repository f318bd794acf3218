import type { AssetId } from '@videoexpress/job-schema';
import type { AssetFiles, Studio } from '@videoexpress/studio';
import { json, refuse } from '../answer/reply.ts';
import { hangUpOnStall } from '../answer/stalled-reader.ts';
import { savedName, uniqueNames } from '@videoexpress/host';
import { sendArchive } from '../archive/send-archive.ts';
import type { InspectLibrary } from '../../inspection/inspect-library.ts';
import { openMedia } from '../content/open-media.ts';
import { type HttpProblem, problemOfRefusal } from '../problems.ts';
import { actorOf } from './audit.ts';
import { readWithEventId } from './event-id.ts';
import type { Handlers } from './handler.ts';

type LibraryHandlers = Pick<Handlers, 'changeAssets' | 'exportAssets' | 'emptyTrash' | 'getLibrary' | 'inspectLibrary'>;

/** What concerns the library as a whole, or many of its assets at once. */
export function libraryHandlers(
  { assets, events, audit }: Pick<Studio, 'assets' | 'events' | 'audit'>,
  deps: {
    readonly mediaFolders: readonly string[];
    readonly inspectLibrary: InspectLibrary;
    readonly readerStallMs: number;
  },
): LibraryHandlers {
  /** What goes into an archive, all of it there; or what is missing. */
  async function collect(
    ids: readonly AssetId[],
  ): Promise<{ found: (AssetFiles & { bytes: number })[] } | HttpProblem> {
    const found: (AssetFiles & { bytes: number })[] = [];
    for (const id of new Set(ids)) {
      const files = await assets.files(id);
      if (files === null) return { code: 'not_found', detail: `There is no asset ${id}.` };
      const opened = await openMedia(files.path, deps.mediaFolders);
      if (opened === null)
        return { code: 'not_found', detail: `The file of “${files.asset.name}” is no longer in the media folder.` };
      await opened.handle.close();
      found.push({ ...files, bytes: opened.bytes });
    }
    return { found };
  }

  return {
    changeAssets: async ({ body, credential }) => {
      const changed = await assets.change(body);
      if (!changed.ok) return refuse(problemOfRefusal(changed.error));
      const ids = changed.value.changed;
      const { isTrashed } = body.change;
      if (isTrashed !== undefined && ids.length > 0) {
        const action = isTrashed ? 'asset_trashed' : 'asset_restored';
        await audit.note({ action, actor: actorOf(credential), ...oneOrMany(ids) });
      }
      return json(200, changed.value);
    },
    exportAssets: async ({ query, request, response }) => {
      const collected = await collect(query.ids);
      if (!('found' in collected)) return refuse(collected);
      const { found } = collected;
      const names = uniqueNames(found.map(({ asset }) => savedName(asset.name, asset.mimeType)));
      const files = found.map(({ asset, path, bytes }, index) => ({
        path,
        name: names[index] ?? asset.id,
        bytes,
        modifiedAt: new Date(asset.createdAt),
      }));
      hangUpOnStall(response, deps.readerStallMs);
      return sendArchive(request, response, { name: archiveName(found), files }, deps.mediaFolders);
    },
    inspectLibrary: async () => {
      const found = await deps.inspectLibrary();
      if (found !== null) return json(200, found);
      return refuse({ code: 'internal', detail: 'The library could not be looked through. Try again in a moment.' });
    },
    emptyTrash: async ({ credential }) => {
      const emptied = await assets.emptyTrash();
      const detail = `The trash was emptied: ${emptied.count} ${emptied.count === 1 ? 'file' : 'files'}`;
      if (emptied.count > 0) await audit.note({ action: 'asset_purged', actor: actorOf(credential), detail });
      return json(200, emptied);
    },
    getLibrary: () => readWithEventId(events, () => assets.summary()),
  };
}

/** One by its id, more by their number. */
function oneOrMany(ids: readonly AssetId[]): { subject: string | null; detail: string | null } {
  const [first = null, ...more] = ids;
  return more.length === 0 ? { subject: first, detail: null } : { subject: null, detail: `${ids.length} files` };
}

function archiveName(found: readonly AssetFiles[]): string {
  const noun = found.every(({ asset }) => asset.type === 'video') ? 'clip' : 'file';
  return `VideoExpress ${found.length} ${noun}${found.length === 1 ? '' : 's'}.zip`;
}
