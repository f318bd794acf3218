import { type AssetId, err, ok, type Result } from '@videoexpress/job-schema';
import type { ObjectStorage, ObjectStore } from '../objects/object-store.ts';
import type { Refusal } from '../refusal.ts';
import type { AssetFiles } from './asset-files.ts';
import type { AssetStore } from './asset-store.ts';
import type { ClipFiles, FileError } from './clip-files.ts';

/**
 * Brings the files of an asset back from the object storage, where they are not on this computer: after a restore from the
 * cloud, or where somebody removed them. However many ask for one, it is fetched once.
 */
export function createFetchBack(deps: {
  readonly assets: Pick<AssetStore, 'files' | 'objectKeys'>;
  readonly files: Pick<ClipFiles, 'exists' | 'prepare' | 'publish' | 'remove'>;
  readonly objects: Pick<ObjectStorage, 'current'>;
}): (id: AssetId, which: 'clip' | 'poster', signal: AbortSignal) => Promise<Result<AssetFiles, Refusal>> {
  const { assets, files, objects } = deps;
  const underWay = new Map<string, Promise<Result<AssetFiles, Refusal>>>();

  async function fetchOne(
    id: AssetId,
    which: 'clip' | 'poster',
    signal: AbortSignal,
  ): Promise<Result<AssetFiles, Refusal>> {
    const found = await assets.files(id);
    if (found === null) return err({ code: 'not_found', detail: 'There is no asset with this id.' });
    const keys = await assets.objectKeys(id);
    const key = keys.find((each) => each.endsWith('.webp') === (which === 'poster'));
    const path = which === 'poster' ? found.posterPath : found.path;
    if (key === undefined || path === null) return err(nowhere);
    const bucket = await objects.current();
    if (bucket === null) return err(noStorage);
    const fetched = await fetchTo(bucket, key, path, which === 'poster' ? null : found.asset.bytes, signal);
    return fetched === null ? ok(found) : err(fetched);
  }

  /** Null: the file is there. */
  async function fetchTo(
    bucket: ObjectStore,
    key: string,
    path: string,
    bytes: number | null,
    signal: AbortSignal,
  ): Promise<Refusal | null> {
    if (await files.exists(path)) return null;
    const part = `${path}.part`;
    const room = await files.prepare(path);
    if (!room.ok) return refusalOf(room.error);
    const got = await bucket.getFile(key, part, { signal });
    if (!got.ok) return { code: 'not_found', detail: `The file could not be fetched: ${got.error.detail}` };
    if (got.value === null) return nowhere;
    if (bytes !== null && got.value.bytes !== bytes) {
      await files.remove(part);
      return { code: 'not_found', detail: 'What lies in the object storage is another file than this one.' };
    }
    const published = await files.publish(part, path);
    return published.ok ? null : refusalOf(published.error);
  }

  return (id, which, signal) => {
    const of = `${which} ${id}`;
    const known = underWay.get(of);
    if (known !== undefined) return known;
    const fetching = fetchOne(id, which, signal).finally(() => underWay.delete(of));
    underWay.set(of, fetching);
    return fetching;
  };
}

const nowhere: Refusal = {
  code: 'not_found',
  detail: 'The file is not on this computer, and the object storage has no copy of it.',
};
const noStorage: Refusal = {
  code: 'not_found',
  detail: 'The file is in the object storage. Enter its address and keys in Settings, and it is fetched from there.',
};

function refusalOf({ code, detail }: FileError): Refusal {
  return { code: code === 'disk_full' ? 'disk_full' : 'not_found', detail };
}
