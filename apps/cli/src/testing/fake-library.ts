import { type Asset, type Project, newProjectId } from '@videoexpress/job-schema';
import { clipBytes, fakeTime, newFakeAsset } from './fake-jobs.ts';

/** What a route answers with: a document, or bytes. */
type Answer = { readonly body: unknown } | { readonly type: string; readonly bytes: Buffer };

/** The library of the fake daemon: entries, a trash, one project, and the same bytes behind every asset. */
export function createFakeLibrary() {
  const assets = new Map<string, Asset>();
  const project: Project = { id: newProjectId(), name: 'Foxes', createdAt: fakeTime, assetCount: 0, bytes: 0 };

  function add(asset: Asset): Asset {
    assets.set(asset.id, asset);
    return asset;
  }

  function list(query: URLSearchParams): unknown {
    const isTrash = query.get('trash') === '1';
    const found = [...assets.values()].toReversed().filter((asset) => {
      return (
        (asset.deletedAt !== undefined) === isTrash &&
        asset.id.endsWith(query.get('idEnd') ?? '') &&
        asset.name.includes(query.get('q') ?? '') &&
        asset.type === (query.get('type') ?? asset.type) &&
        (!query.has('favourite') || asset.favourite) &&
        (!query.has('projectId') || asset.projectId === query.get('projectId'))
      );
    });
    const items = found.slice(0, Number(query.get('limit') ?? 50));
    return { items, nextCursor: items.length < found.length ? 'next' : null, total: found.length };
  }

  return {
    project,
    add,
    /** A clip of that name. */
    addClip: (name: string, more: Partial<Asset> = {}) =>
      add(newFakeAsset({ type: 'video', name, mimeType: 'video/mp4', ...more })),
    addPicture: () => add(newFakeAsset({ type: 'image', name: 'picture.png', mimeType: 'image/png' })),

    /** Null: there is no such thing. */
    answer(call: string, query: URLSearchParams): Answer | null {
      const [method, path = ''] = call.split(' ');
      const [, , , kind, id = '', action = ''] = path.split('/');
      if (kind === 'projects') return { body: { items: [project], nextCursor: null } };
      if (kind === 'asset-archive') return { type: 'application/zip', bytes: Buffer.from(query.get('ids') ?? '') };
      if (id === '') return { body: list(query) };
      const asset = assets.get(id);
      if (asset === undefined) return null;
      if (action === 'content') return { type: asset.mimeType, bytes: clipBytes };
      if (method === 'DELETE') return { body: add({ ...asset, deletedAt: asset.deletedAt ?? fakeTime }) };
      const { deletedAt: _, ...restored } = asset;
      return { body: action === 'restore' ? add(restored) : asset };
    },
  };
}

export type FakeLibrary = ReturnType<typeof createFakeLibrary>;
