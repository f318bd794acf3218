import type { Asset, AssetId, CallError, ChangeAssetsRequest, ChangedAssets, Result } from '@videoexpress/job-schema';
import type { QueryClient } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { assetQuery } from '../live/live-queries.ts';
import { purgeAsset, putAsset, refreshLibrary } from './asset-cache.ts';

export type AssetChange = ChangeAssetsRequest['change'];

/** Makes one change to at most a thousand assets. */
export type SendChange = (
  ids: readonly AssetId[],
  change: AssetChange,
) => Promise<Result<{ readonly body: ChangedAssets }, CallError>>;

/** What came of a change of many assets. */
export interface ChangeOutcome {
  readonly changed: readonly Asset[];
  readonly refused: ChangedAssets['refused'];
  /** Why the rest was not tried, or may not have been taken; null where the daemon answered for every asset. */
  readonly error: CallError | null;
}

const mostInOneCall = 1000;

const sendChange: SendChange = (ids, change) => api.call('changeAssets', { body: { ids: [...ids], change } });

/** An asset as it is after a change. */
export function afterChange(asset: Asset, change: AssetChange): Asset {
  const project = change.projectId === undefined ? asset.projectId : (change.projectId ?? undefined);
  const deleted = {
    true: asset.deletedAt ?? new Date().toISOString(),
    false: undefined,
    undefined: asset.deletedAt,
  };
  return placed({ ...asset, favourite: change.favourite ?? asset.favourite }, project, deleted[`${change.isTrashed}`]);
}

function placed(asset: Asset, project: Asset['projectId'], deletedAt: Asset['deletedAt']): Asset {
  const { projectId: _project, deletedAt: _deletedAt, ...rest } = asset;
  return {
    ...rest,
    ...(project === undefined ? {} : { projectId: project }),
    ...(deletedAt === undefined ? {} : { deletedAt }),
  };
}

/** An asset as the page knows it by now. What a person acted on may be seconds old. */
export function knownNow(client: QueryClient, asset: Asset): Asset {
  return client.getQueryData(assetQuery(asset.id).queryKey) ?? asset;
}

/** Only what the change was about goes back: whatever else became of the asset meanwhile stays. */
function takenBack(now: Asset, before: Asset, change: AssetChange): Asset {
  return placed(
    { ...now, favourite: change.favourite === undefined ? now.favourite : before.favourite },
    change.projectId === undefined ? now.projectId : before.projectId,
    change.isTrashed === undefined ? now.deletedAt : before.deletedAt,
  );
}

/**
 * Shows a change at once, has the daemon make it, a thousand assets a call, and takes back what was not made. What the
 * daemon no longer has is taken out of the page.
 */
export async function changeAssets(
  client: QueryClient,
  assets: readonly Asset[],
  change: AssetChange,
  send: SendChange = sendChange,
): Promise<ChangeOutcome> {
  for (const asset of assets) putAsset(client, afterChange(asset, change));
  const changed = new Set<string>();
  const refused: ChangedAssets['refused'] = [];
  let error: CallError | null = null;
  for (let at = 0; at < assets.length && error === null; at += mostInOneCall) {
    const ids = assets.slice(at, at + mostInOneCall).map(({ id }) => id);
    const answer = await send(ids, change);
    if (!answer.ok) {
      ({ error } = answer);
      break;
    }
    const theirs = answer.value.body.refused;
    refused.push(...theirs);
    const left = new Set<string>(theirs.map(({ id }) => id));
    for (const id of ids) if (!left.has(id)) changed.add(id);
  }
  const gone = new Set<string>(refused.filter(({ code }) => code === 'not_found').map(({ id }) => id));
  for (const asset of assets) {
    if (gone.has(asset.id)) purgeAsset(client, asset.id);
    else if (!changed.has(asset.id)) putAsset(client, takenBack(knownNow(client, asset), asset, change));
  }
  // An answer that was lost says nothing of what the daemon did.
  if (error !== null) refreshLibrary(client);
  return { changed: assets.filter(({ id }) => changed.has(id)), refused, error };
}
