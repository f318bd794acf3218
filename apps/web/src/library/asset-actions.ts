'use client';

import type { Asset, AssetId, CallError, ChangedAssets, ProjectId } from '@videoexpress/job-schema';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { sentenceOf } from '../api/call-failure.ts';
import { api } from '../api/client.ts';
import { showToast } from '../toasts/toast-store.ts';
import { purgeAsset, putAsset } from './asset-cache.ts';
import { type AssetChange, changeAssets, knownNow } from './asset-changes.ts';
import { assetDetailsQuery, projectsQuery } from './library-queries.ts';
import { mostInArchive, saveArchive, saveAsset } from './save-file.ts';

/** What can be done with assets anywhere in the studio. Each shows its effect at once, says what happened, and undoes. */
export interface AssetActions {
  /** Moves them to the trash. */
  readonly remove: (assets: readonly Asset[]) => Promise<void>;
  /** Takes them out of the trash. */
  readonly restore: (assets: readonly Asset[]) => Promise<void>;
  /** Takes them out of the trash for good. Asking first is the caller's. */
  readonly purge: (assets: readonly Asset[]) => Promise<void>;
  readonly setFavourite: (asset: Asset, isFavourite: boolean) => Promise<void>;
  readonly setFavourites: (assets: readonly Asset[], isFavourite: boolean) => Promise<void>;
  /** Gives it another name; false where the daemon refuses, which has then been said. */
  readonly rename: (asset: Asset, name: string) => Promise<boolean>;
  readonly setProject: (assets: readonly Asset[], project: ProjectId | null) => Promise<void>;
  /** Shows the file in the file manager. */
  readonly reveal: (asset: Asset) => Promise<void>;
  readonly download: (asset: Asset) => void;
  readonly downloadAll: (assets: readonly Asset[]) => void;
}

function counted(assets: readonly Asset[], words: string): string {
  return assets.length === 1 ? `${words.charAt(0).toUpperCase()}${words.slice(1)}.` : `${assets.length} ${words}.`;
}

function say(error: CallError): void {
  showToast({ text: sentenceOf(error), tone: 'negative' });
}

/** The actions, made once for a page. */
function assetActions(client: QueryClient, goTo: (href: string) => void): AssetActions {
  async function sayRefused(refused: ChangedAssets['refused']): Promise<void> {
    const [first] = refused;
    if (first === undefined) return;
    const isInUse = first.code === 'asset_in_use';
    // The daemon names the jobs by their ids, for the command line; here a button leads to one.
    const why = isInUse ? 'A job or a post still needs it. Wait for it to end, or cancel it.' : first.detail;
    const text = refused.length === 1 ? why : `${refused.length} could not be changed. ${why}`;
    const job = isInUse ? await jobThatNeeds(first.id) : null;
    const action = job === null ? {} : { action: { label: 'Show the job', run: () => goTo(`/jobs/${job}`) } };
    showToast({ text, tone: 'negative', ...action });
  }

  async function jobThatNeeds(id: AssetId): Promise<string | null> {
    const details = await api.call('getAssetDetails', { params: { id } });
    return details.ok ? (details.value.body.usedBy.unendedJobs[0] ?? null) : null;
  }

  /** Makes the change and says what was refused. The value is the assets that were changed. */
  async function change(assets: readonly Asset[], what: AssetChange): Promise<readonly Asset[]> {
    const { changed, refused, error } = await changeAssets(client, assets, what);
    if (error !== null) say(error);
    await sayRefused(refused);
    return changed;
  }

  /** The way back, on the assets as they are by then. */
  const changeBack = (assets: readonly Asset[], what: AssetChange) =>
    change(
      assets.map((asset) => knownNow(client, asset)),
      what,
    );

  function sayDone(text: string, undo: () => Promise<unknown>): void {
    showToast({ text, action: { label: 'Undo', run: () => void undo() } });
  }

  async function setFavourites(assets: readonly Asset[], favourite: boolean): Promise<void> {
    const changing = assets.filter((asset) => asset.favourite !== favourite);
    const changed = await change(changing, { favourite });
    // One star shows by itself what it did; many at once need a way back.
    if (changed.length < 2) return;
    const words = favourite ? 'added to favourites' : 'taken out of favourites';
    sayDone(counted(changed, words), () => changeBack(changed, { favourite: !favourite }));
  }

  /** Puts each back on the shelf where it was. */
  async function putBack(assets: readonly Asset[]): Promise<void> {
    const shelves = new Set(assets.map(({ projectId }) => projectId ?? null));
    for (const projectId of shelves) {
      const theirs = assets.filter((asset) => (asset.projectId ?? null) === projectId);
      await changeBack(theirs, { projectId });
    }
  }

  return {
    remove: async (assets) => {
      const removed = await change(assets, { isTrashed: true });
      if (removed.length > 0)
        sayDone(counted(removed, 'moved to trash'), () => changeBack(removed, { isTrashed: false }));
    },
    restore: async (assets) => {
      const restored = await change(assets, { isTrashed: false });
      if (restored.length === 0) return;
      sayDone(counted(restored, 'back in the library'), () => changeBack(restored, { isTrashed: true }));
    },
    purge: async (assets) => {
      const gone: Asset[] = [];
      for (const asset of assets) {
        const answer = await api.call('deleteAsset', { params: { id: asset.id }, query: { permanent: '1' } });
        if (!answer.ok) {
          say(answer.error);
          break;
        }
        purgeAsset(client, asset.id);
        gone.push(asset);
      }
      if (gone.length > 0) showToast({ text: counted(gone, 'deleted for good') });
    },
    setFavourites,
    setFavourite: (asset, isFavourite) => setFavourites([asset], isFavourite),
    rename: async (asset, name) => {
      putAsset(client, { ...asset, name });
      const answer = await api.call('patchAsset', { params: { id: asset.id }, body: { name } });
      if (answer.ok) return true;
      // Only the name goes back, and on what is known by now: the answer itself may be older than an event that came
      // meanwhile, so it is put nowhere.
      putAsset(client, { ...knownNow(client, asset), name: asset.name });
      say(answer.error);
      return false;
    },
    setProject: async (assets, project) => {
      const changing = assets.filter((asset) => (asset.projectId ?? null) !== project);
      const changed = await change(changing, { projectId: project });
      if (changed.length === 0) return;
      const shelf = client.getQueryData(projectsQuery.queryKey)?.find(({ id }) => id === project)?.name;
      const words = project === null ? 'taken out of its project' : `added to ${shelf ?? 'the project'}`;
      sayDone(counted(changed, words), () => putBack(changed));
    },
    reveal: async (asset) => {
      const answer = await api.call('revealAsset', { params: { id: asset.id } });
      if (answer.ok) return;
      const details = await client.query({ ...assetDetailsQuery(asset.id) }).catch(() => null);
      const copy = (path: string) => ({
        action: { label: 'Copy path', run: () => void navigator.clipboard.writeText(path) },
      });
      showToast({
        text: sentenceOf(answer.error),
        tone: 'negative',
        ...(details === null ? {} : copy(details.path)),
      });
    },
    download: saveAsset,
    downloadAll: (assets) => {
      const [first] = assets;
      if (first === undefined) return;
      if (assets.length === 1) return saveAsset(first);
      if (assets.length <= mostInArchive) return saveArchive(assets);
      showToast({
        text: `${assets.length} chosen; one archive takes ${mostInArchive}. Choose fewer.`,
        tone: 'negative',
      });
    },
  };
}

/** What can be done with assets, from any part of the page. The value stays the same between renders. */
export function useAssetActions(): AssetActions {
  const client = useQueryClient();
  const router = useRouter();
  return useMemo(() => assetActions(client, (href) => router.push(href)), [client, router]);
}
