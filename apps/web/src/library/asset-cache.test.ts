import { QueryClient } from '@tanstack/react-query';
import { newProjectId, ok, type Project } from '@videoexpress/job-schema';
import { describe, expect, it, vi } from 'vitest';
import { putProject } from './asset-cache.ts';
import { noFilters } from './filters/library-filters.ts';
import { projectsQuery } from './library-queries.ts';
import { keptListing } from './listing/listing-registry.ts';
import { createListingStore } from './listing/listing-store.ts';

/** A list on the screen that counts how often it is read. */
async function shownListing() {
  let reads = 0;
  const read = () => {
    reads += 1;
    return Promise.resolve(ok({ items: [], total: 0 }));
  };
  const store = keptListing(newProjectId(), () => createListingStore(noFilters, read));
  const leave = store.subscribe(() => {});
  store.want(0, 20);
  await vi.waitFor(() => expect(store.get().listing.total).toBe(0));
  return { reads: () => reads, leave };
}

describe('a project that another window deletes, and brings back', () => {
  it('has the lists on the screen read again, as their assets left it', async () => {
    const client = new QueryClient();
    const project: Project = {
      id: newProjectId(),
      name: 'Harbour',
      createdAt: '2026-11-22T10:00:00.000Z',
      assetCount: 3,
      bytes: 30,
    };
    client.setQueryData(projectsQuery.queryKey, [project]);
    const listing = await shownListing();
    const atFirst = listing.reads();
    putProject(client, { ...project, deletedAt: '2026-11-22T11:00:00.000Z' });
    expect(client.getQueryData(projectsQuery.queryKey)).toEqual([]);
    await vi.waitFor(() => expect(listing.reads()).toBeGreaterThan(atFirst), { timeout: 2000 });

    const afterwards = listing.reads();
    putProject(client, project);
    await vi.waitFor(() => expect(listing.reads()).toBeGreaterThan(afterwards), { timeout: 2000 });
    listing.leave();
  });
});
