import {
  type Asset,
  type AssetId,
  err,
  newProjectId,
  ok,
  type Project,
  type ProjectId,
  type Result,
} from '@videoexpress/job-schema';
import type { AssetFiles, Library, Projects, Refusal } from '@videoexpress/studio';

const startOfTime = '2026-01-01T00:00:00.000Z';

/** A library in memory over `rows`, as simple as HTTP allows. `touch` is called before each answer. */
export function libraryDouble(rows: Map<AssetId, AssetFiles>, touch: () => void): Library {
  function change(id: AssetId, next: (asset: Asset) => Asset): Result<Asset, Refusal> {
    touch();
    const row = rows.get(id);
    if (row === undefined) return noAsset;
    const asset = next(row.asset);
    rows.set(id, { ...row, asset });
    return ok(asset);
  }

  return {
    async get(id) {
      touch();
      return rows.get(id)?.asset ?? null;
    },
    files: async (id) => rows.get(id) ?? null,
    fetchBack: async () => err({ code: 'not_found', detail: 'The file is nowhere.' }),
    async list({ limit }) {
      const all = [...rows.values()].map((row) => row.asset);
      return ok({ items: all.slice(0, limit), nextCursor: all.length > limit ? 'more' : null, total: all.length });
    },
    async tree(id) {
      const asset = await this.get(id);
      return asset === null ? null : { clips: [asset], edges: [] };
    },
    async details(id) {
      touch();
      const row = rows.get(id);
      if (row === undefined) return null;
      const usedBy = { unendedJobs: [], assets: [], assetCount: 0 };
      return { ...row, settings: null, isMissing: false, needsStorage: false, madeFrom: [], usedBy, purgesAt: null };
    },
    async summary() {
      const total = { count: rows.size, bytes: 0 };
      const disk = { freeBytes: 1, totalBytes: 2 };
      return { total, byType: [], trash: { count: 0, bytes: 0 }, favourites: 0, engines: [], disk };
    },
    patch: async (id, { name, favourite }) =>
      change(id, (asset) => ({ ...asset, name: name ?? asset.name, favourite: favourite ?? asset.favourite })),
    trash: async (id) => change(id, (asset) => ({ ...asset, deletedAt: startOfTime })),
    restore: async (id) => change(id, ({ deletedAt: _, ...asset }) => asset),
    async purge(id) {
      const row = rows.get(id);
      rows.delete(id);
      return row === undefined ? noAsset : ok(row.asset);
    },
    change: async ({ ids }) => ok({ changed: [...ids], refused: [] }),
    emptyTrash: async () => ({ count: 0, bytes: 0 }),
    holdFiles: () => () => undefined,
  };
}

/** Projects in memory. */
export function projectsDouble(): Projects {
  const rows = new Map<ProjectId, Project>();
  const find = (id: ProjectId): Result<Project, Refusal> => {
    const project = rows.get(id);
    return project === undefined
      ? err({ code: 'not_found', detail: 'There is no project with this id.' })
      : ok(project);
  };
  return {
    list: async () => [...rows.values()],
    get: async (id) => rows.get(id) ?? null,
    async create({ name }) {
      const project: Project = { id: newProjectId(), name, createdAt: startOfTime, assetCount: 0, bytes: 0 };
      rows.set(project.id, project);
      return ok(project);
    },
    rename: async (id) => find(id),
    remove: async (id) => find(id),
    restore: async (id) => find(id),
  };
}

const noAsset = err({ code: 'not_found', detail: 'There is no asset with this id.' } as const);
