import { QueryClient } from '@tanstack/react-query';
import { type Asset, err, newProjectId, ok } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { assetQuery } from '../live/live-queries.ts';
import { clipOf, clipsOf } from '../testing/clip-of.ts';
import { putAsset } from './asset-cache.ts';
import { changeAssets, type SendChange } from './asset-changes.ts';

const cut: SendChange = () => Promise.resolve(err({ code: 'unreachable', detail: 'The studio does not answer.' }));

function shown(client: QueryClient, { id }: Asset): Asset | undefined {
  return client.getQueryData(assetQuery(id).queryKey);
}

describe('a change of assets', () => {
  it('shows at once, and is taken back where the daemon cannot be reached', async () => {
    const client = new QueryClient();
    const clip = clipOf();
    const asked = changeAssets(client, [clip], { isTrashed: true }, cut);
    expect(shown(client, clip)?.deletedAt).toBeDefined();
    expect(await asked).toMatchObject({ changed: [], error: { code: 'unreachable' } });
    expect(shown(client, clip)).toEqual(clip);
  });

  it('taken back, leaves alone what became of the asset meanwhile', async () => {
    const client = new QueryClient();
    const clip = clipOf({ projectId: newProjectId() });
    await changeAssets(client, [clip], { favourite: true }, (...sent) => {
      putAsset(client, { ...clip, name: 'Renamed in another window', favourite: true });
      return cut(...sent);
    });
    expect(shown(client, clip)).toEqual({ ...clip, name: 'Renamed in another window', favourite: false });
  });

  it('brings nothing back that was deleted for good in another window', async () => {
    const client = new QueryClient();
    const [kept, gone] = [clipOf(), clipOf()];
    const outcome = await changeAssets(client, [kept, gone], { isTrashed: true }, () =>
      Promise.resolve(
        ok({ body: { changed: [kept.id], refused: [{ id: gone.id, code: 'not_found', detail: 'It is gone.' }] } }),
      ),
    );
    expect(outcome.changed).toEqual([kept]);
    expect(shown(client, kept)?.deletedAt).toBeDefined();
    expect(shown(client, gone)).toBeUndefined();
  });

  it('of many, keeps those that were changed before the daemon went away', async () => {
    const client = new QueryClient();
    const clips = clipsOf(1500);
    const sizes: number[] = [];
    const outcome = await changeAssets(client, clips, { favourite: true }, (ids, change) => {
      sizes.push(ids.length);
      return sizes.length === 1 ? Promise.resolve(ok({ body: { changed: [...ids], refused: [] } })) : cut(ids, change);
    });
    expect(sizes).toEqual([1000, 500]);
    expect(outcome.changed).toHaveLength(1000);
    expect([clips[0]!, clips[999]!, clips[1000]!].map((clip) => shown(client, clip)?.favourite)).toEqual([
      true,
      true,
      false,
    ]);
  });
});
