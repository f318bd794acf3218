import {
  type Asset,
  type AssetDetails,
  type AssetId,
  type ChangedAssets,
  err,
  ok,
  type Result,
} from '@videoexpress/job-schema';
import { type Clock, isoTime } from '../clock.ts';
import type { ObjectStorage } from '../objects/object-store.ts';
import type { Refusal } from '../refusal.ts';
import type { AssetChange, AssetStore } from './asset-store.ts';
import type { ClipFiles } from './clip-files.ts';
import { createFetchBack } from './fetch-back.ts';
import type { Library } from './library.ts';
import { plainName } from './plain-name.ts';
import type { TrashKeeper } from './trash-keeper.ts';

/** The rules of the library: what may be changed, what goes to the trash, and what is told about each thing. */
export function createLibrary(deps: {
  readonly assets: AssetStore;
  readonly files: ClipFiles;
  readonly objects: Pick<ObjectStorage, 'current'>;
  readonly clock: Clock;
  readonly trash: TrashKeeper;
}): Library {
  const { assets, files, clock, trash } = deps;

  /** Whether its file has a copy in the object storage. */
  async function isKeptElsewhere(id: AssetId): Promise<boolean> {
    return (await assets.objectKeys(id)).some((key) => !key.endsWith('.webp'));
  }

  /** Changes one asset and answers with it as it then is. */
  async function changeOne(id: AssetId, change: AssetChange): Promise<Result<Asset, Refusal>> {
    const changed = await assets.change([id], change, clock.now());
    if (changed === null) return err(unknownProject('projectId'));
    const [refused] = changed.refused;
    if (refused !== undefined) return err(refusalOf(refused));
    const asset = await assets.get(id);
    return asset === null ? err(noAsset) : ok(asset);
  }

  return {
    get: (id) => assets.get(id),
    files: (id) => assets.files(id),
    fetchBack: createFetchBack(deps),

    async list(query) {
      if (query.cursor !== undefined && query.offset !== undefined)
        return err(fieldRefusal('offset', 'Cannot be given together with cursor. Use one of them.'));
      const page = await assets.list(query);
      const wrongCursor = 'Is not a cursor of this list. Use nextCursor of the page before, or leave it out.';
      return page === null ? err(fieldRefusal('cursor', wrongCursor)) : ok(page);
    },

    async details(id): Promise<AssetDetails | null> {
      const found = await assets.files(id);
      if (found === null) return null;
      const { asset, path } = found;
      const [kin, isThere, isKept] = await Promise.all([assets.kin(id), files.exists(path), isKeptElsewhere(id)]);
      const isFetched = isKept && (await deps.objects.current()) !== null;
      return {
        asset,
        settings: kin.settings,
        path,
        isMissing: !isThere && !isFetched,
        needsStorage: !isThere && isKept && !isFetched,
        madeFrom: [...kin.madeFrom],
        usedBy: { unendedJobs: [...kin.unendedJobs], assets: [...kin.madeOf], assetCount: kin.madeOfCount },
        purgesAt: asset.deletedAt === undefined ? null : isoTime(trash.purgesAtMs(Date.parse(asset.deletedAt))),
      };
    },

    tree: async (id) => ((await assets.get(id)) === null ? null : assets.tree(id)),

    async summary() {
      const [numbers, disk] = await Promise.all([assets.summary(), files.diskSpace()]);
      return { ...numbers, disk };
    },

    async patch(id, patch) {
      const { name, favourite, projectId } = patch;
      const plain = name === undefined ? undefined : plainName(name);
      if (plain === '') return err(fieldRefusal('name', 'Has nothing in it that can be seen. Use letters or digits.'));
      return changeOne(id, {
        ...(plain === undefined ? {} : { name: plain }),
        ...(favourite === undefined ? {} : { favourite }),
        ...(projectId === undefined ? {} : { projectId }),
      });
    },

    trash: (id) => changeOne(id, { isTrashed: true }),
    restore: (id) => changeOne(id, { isTrashed: false }),

    async purge(id) {
      const asset = await assets.get(id);
      if (asset === null) return err(noAsset);
      const { refused } = await trash.purge([id]);
      const [first] = refused;
      return first === undefined ? ok(asset) : err(refusalOf(first));
    },

    async change({ ids, change }) {
      const { favourite, projectId, isTrashed } = change;
      const changed = await assets.change(
        [...new Set(ids)],
        {
          ...(favourite === undefined ? {} : { favourite }),
          ...(projectId === undefined ? {} : { projectId }),
          ...(isTrashed === undefined ? {} : { isTrashed }),
        },
        clock.now(),
      );
      return changed === null ? err(unknownProject('change.projectId')) : ok(changed);
    },

    emptyTrash: () => trash.empty(),
    holdFiles: () => trash.holdFiles(),
  };
}

const noAsset: Refusal = { code: 'not_found', detail: 'There is no asset with this id.' };

function refusalOf({ code, detail }: ChangedAssets['refused'][number]): Refusal {
  switch (code) {
    case 'asset_in_use':
    case 'invalid_state':
    case 'not_found':
      return { code, detail };
    default:
      throw new Error(`An asset cannot be refused for ${code}`);
  }
}

function unknownProject(field: string): Refusal {
  return fieldRefusal(field, 'There is no such project. Choose another, or null for none.');
}

function fieldRefusal(path: string, message: string): Refusal {
  return { code: 'invalid_input', detail: `${path}: ${message}`, errors: [{ path, message }] };
}
