import type { AssetId } from '@videoexpress/job-schema';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../api/client.ts';

/** The library in numbers. Events make it stale; it is read again at most once a second. */
export const libraryQuery = queryOptions({
  queryKey: ['library'],
  queryFn: async ({ signal }) => (await call('getLibrary', { signal })).body,
  staleTime: Number.POSITIVE_INFINITY,
});

/** The projects, by name. */
export const projectsQuery = queryOptions({
  queryKey: ['projects'],
  queryFn: async ({ signal }) => (await call('listProjects', { signal })).body.items,
  staleTime: Number.POSITIVE_INFINITY,
});

/** One asset with all there is to know of it. */
export function assetDetailsQuery(id: AssetId) {
  return queryOptions({
    queryKey: ['asset', id, 'details'],
    queryFn: async ({ signal }) => (await call('getAssetDetails', { params: { id }, signal })).body,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
