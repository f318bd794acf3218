import type { Asset, Project } from '@videoexpress/job-schema';
import type { QueryClient } from '@tanstack/react-query';
import { assetQuery } from '../live/live-queries.ts';
import { assetDetailsQuery, libraryQuery, projectsQuery } from './library-queries.ts';
import { changeInListings, purgeFromListings, refreshListings } from './listing/listing-registry.ts';
import { changeInSelection, purgeFromSelection } from './selection/selection-store.ts';

const countsPauseMs = 1000;
const waiting = new WeakMap<QueryClient, ReturnType<typeof setTimeout>>();

/** Numbers of the library and its projects are read again, once for many changes. */
function countsChanged(client: QueryClient): void {
  if (waiting.has(client)) return;
  const timer = setTimeout(() => {
    waiting.delete(client);
    void client.invalidateQueries({ queryKey: libraryQuery.queryKey });
    void client.invalidateQueries({ queryKey: projectsQuery.queryKey });
    // What an asset was made into is part of its details.
    void client.invalidateQueries({
      predicate: ({ queryKey }) => queryKey[0] === 'asset' && (queryKey[2] === 'details' || queryKey[2] === 'tree'),
    });
  }, countsPauseMs);
  waiting.set(client, timer);
}

/** Brings every cache up to an asset as it now is, be it from an event, an answer, or a change that is still on its way. */
export function putAsset(client: QueryClient, asset: Asset): void {
  client.setQueryData(assetQuery(asset.id).queryKey, asset);
  client.setQueryData(assetDetailsQuery(asset.id).queryKey, (known) => known && { ...known, asset });
  changeInListings(asset);
  changeInSelection(asset);
  countsChanged(client);
}

/** Takes an asset that is gone for good out of every cache. Who still shows it learns that when it asks again. */
export function purgeAsset(client: QueryClient, id: string): void {
  void client.resetQueries({ queryKey: ['asset', id] });
  purgeFromListings(id);
  purgeFromSelection(id);
  countsChanged(client);
}

/**
 * Brings the projects up to one as it now is. When one goes or comes back, so does the place of its assets, of which no
 * event tells.
 */
export function putProject(client: QueryClient, project: Project): void {
  const isLive = project.deletedAt === undefined;
  const wasLive = client.getQueryData(projectsQuery.queryKey)?.some(({ id }) => id === project.id);
  client.setQueryData(projectsQuery.queryKey, (known) => {
    if (known === undefined) return known;
    const others = known.filter(({ id }) => id !== project.id);
    if (!isLive) return others;
    return [...others, project].toSorted((one, other) => one.name.localeCompare(other.name));
  });
  const isBack = isLive && project.assetCount > 0;
  if (wasLive !== isLive && (isBack || !isLive)) refreshLibrary(client);
}

/** Takes a project out. */
export function purgeProject(client: QueryClient, id: string): void {
  client.setQueryData(projectsQuery.queryKey, (known) => known?.filter((project) => project.id !== id));
}

/** Everything of the library may have changed unseen. */
export function refreshLibrary(client: QueryClient): void {
  refreshListings();
  for (const queryKey of [libraryQuery.queryKey, projectsQuery.queryKey, ['asset']]) {
    void client.invalidateQueries({ queryKey });
  }
}
