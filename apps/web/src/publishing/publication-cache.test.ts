import type { Publication } from '@videoexpress/job-schema';
import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { putPublication, purgePublication } from './publication-cache.ts';
import { historyQuery } from './publication-queries.ts';
import { testPost, testPublication } from './testing/test-posts.ts';

function clientWith(items: readonly Publication[], states: Parameters<typeof historyQuery>[0] = []) {
  const client = new QueryClient();
  const query = historyQuery(states);
  client.setQueryData(query.queryKey, { pages: [{ items: [...items], nextCursor: null }], pageParams: [null] });
  return { client, shown: () => client.getQueryData(query.queryKey)?.pages.flatMap((page) => page.items) ?? [] };
}

describe('publications in the cache', () => {
  const old = testPublication([testPost({ state: 'uploading', fraction: 0.1 })]);

  it('change in their place, and only to what is newer', () => {
    const { client, shown } = clientWith([old]);
    const newer = { ...old, version: 2, posts: [testPost({ state: 'uploading', fraction: 0.6 })] };
    putPublication(client, newer);
    expect(shown()).toEqual([newer]);
    putPublication(client, old);
    expect(shown()).toEqual([newer]);
  });

  it('come to the front when they are new, and drafts do not', () => {
    const { client, shown } = clientWith([old]);
    const fresh = testPublication([testPost()], { createdAt: '2026-11-25T10:00:00.000Z' });
    putPublication(client, fresh);
    putPublication(client, testPublication([], { draft: true }));
    expect(shown().map(({ id }) => id)).toEqual([fresh.id, old.id]);
  });

  it('leave a list of a state that none of their posts has any more', () => {
    const { client, shown } = clientWith([old], ['uploading']);
    putPublication(client, { ...old, version: 2, posts: [testPost({ state: 'live' })] });
    expect(shown()).toEqual([]);
  });

  it('are gone when they are deleted', () => {
    const { client, shown } = clientWith([old]);
    purgePublication(client, old.id);
    expect(shown()).toEqual([]);
  });
});
