import { type Asset, err, ok } from '@videoexpress/job-schema';
import { describe, expect, it, vi } from 'vitest';
import { clipOf, clipsOf } from '../../testing/clip-of.ts';
import { noFilters } from '../filters/library-filters.ts';
import { createListingStore } from './listing-store.ts';
import type { ListingReader } from './listing-reader.ts';

/** A list on the other side, which a test changes; `reads` are the offsets that were asked for. */
function farList(assets: Asset[]) {
  const reads: number[] = [];
  const read: ListingReader = (offset, limit) => {
    reads.push(offset);
    return Promise.resolve(ok({ items: assets.slice(offset, offset + limit), total: assets.length }));
  };
  return { assets, reads, read };
}

function watched(far: { read: ListingReader }, filters = noFilters) {
  const store = createListingStore(filters, far.read);
  store.subscribe(() => {});
  return store;
}

describe('a listing store', () => {
  it('reads what is looked at, and the length of the list with the first answer', async () => {
    const far = farList(clipsOf(100_000));
    const store = watched(far);
    store.want(0, 20);
    await vi.waitFor(() => expect(store.get().listing.total).toBe(100_000));
    expect(far.reads).toEqual([0]);

    store.want(99_980, 100_000);
    await vi.waitFor(() => expect(store.get().listing.rows.get(99_999)?.name).toBe('Clip 99999'));
    expect(far.reads).toEqual([0, 99_800]);
    expect(store.get().listing.rows.size, 'far rows are let go of').toBeLessThanOrEqual(2400);
  });

  it('shows a new asset at once to whoever is at the top, and holds it for whoever is not', async () => {
    const far = farList(clipsOf(500));
    const store = watched(far);
    store.want(0, 20);
    await vi.waitFor(() => expect(store.get().listing.total).toBe(500));

    store.assetChanged(clipOf({ name: 'New', createdAt: '2026-11-22T10:01:00.000Z' }));
    expect(store.get().listing.rows.get(0)?.name).toBe('New');

    store.setAtTop(false);
    store.assetChanged(clipOf({ name: 'Newer', createdAt: '2026-11-22T10:02:00.000Z' }));
    expect(store.get().listing.rows.get(0)?.name).toBe('New');
    expect(store.get().listing.held.map(({ name }) => name)).toEqual(['Newer']);

    store.setAtTop(true);
    expect(store.get().listing.rows.get(0)?.name).toBe('Newer');
    expect(store.get().listing.held).toEqual([]);
  });

  it('closes the gap of an asset that goes to the trash, and reads what moves in from below', async () => {
    const far = farList(clipsOf(201));
    const store = watched(far);
    store.want(0, 200);
    await vi.waitFor(() => expect(store.get().listing.rows.size).toBe(200));
    const [gone] = far.assets.splice(3, 1);
    store.assetChanged({ ...gone!, deletedAt: '2026-11-22T11:00:00.000Z' });
    expect(store.get().listing.total).toBe(200);
    expect(store.get().listing.rows.get(3)?.name).toBe('Clip 4');
    await vi.waitFor(() => expect(store.get().listing.rows.get(199)?.name).toBe('Clip 200'));
  });

  it('asks again after events that it cannot place, a few times a second at most', async () => {
    const far = farList(clipsOf(300));
    const store = watched(far, { ...noFilters, q: 'fox' });
    store.want(0, 20);
    await vi.waitFor(() => expect(store.get().listing.total).toBe(300));
    far.assets.unshift(clipOf({ name: 'Found' }));
    for (let event = 0; event < 100; event++) store.assetChanged(clipOf());
    await vi.waitFor(() => expect(store.get().listing.rows.get(0)?.name).toBe('Found'));
    expect(far.reads.length).toBeLessThanOrEqual(3);
  });

  it('says why nothing comes, and tries again', async () => {
    let isDown = true;
    const far = farList(clipsOf(5));
    const store = watched({
      read: (offset, limit) =>
        isDown ? Promise.resolve(err({ code: 'unreachable', detail: 'gone' })) : far.read(offset, limit),
    });
    store.want(0, 20);
    await vi.waitFor(() => expect(store.get().failure?.code).toBe('unreachable'));
    isDown = false;
    await vi.waitFor(() => expect(store.get().listing.total).toBe(5), { timeout: 3000 });
    expect(store.get().failure).toBe(null);
  });

  it('gives a range that was not read yet', async () => {
    const far = farList(clipsOf(1000));
    const store = watched(far);
    const range = await store.readRange(150, 650);
    expect(range?.length).toBe(500);
    expect(range?.[0]?.name).toBe('Clip 150');
    expect(range?.at(-1)?.name).toBe('Clip 649');
  });
});
