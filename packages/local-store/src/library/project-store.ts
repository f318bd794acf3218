import { type Project, type ProjectId, projectIdSchema } from '@videoexpress/job-schema';
import type { ProjectStore } from '@videoexpress/studio';
import type { Kysely } from 'kysely';
import { appendEvent, type CommitSignal } from '../event-log.ts';
import { guarded } from '../guarded.ts';
import { nameOrder } from '../search/name-order.ts';
import type { Tables } from '../tables.ts';
import type { WriteTransaction } from '../write-transaction.ts';
import { indexAssets, listOf } from './asset-search.ts';
import { freeName, isSameName } from './free-name.ts';
import { readProjects } from './project-rows.ts';

/** Assets that leave a purged project in one transaction: others get their turn in between. */
const assetsAtOnce = 500;

/** The table of projects. */
export function createProjectStore(db: Kysely<Tables>, write: WriteTransaction, commits: CommitSignal): ProjectStore {
  async function change<T>(operation: (trx: Kysely<Tables>) => Promise<T>): Promise<T> {
    const result = await write(operation);
    commits.fire();
    return result;
  }

  async function announced(trx: Kysely<Tables>, id: ProjectId, nowMs: number): Promise<Project | null> {
    const [project] = await readProjects(trx, [id]);
    if (project === undefined) return null;
    await appendEvent(trx, 'project', project, nowMs);
    return project;
  }

  /** Names of the projects that are there, but that of one. */
  async function otherNames(trx: Kysely<Tables>, except: ProjectId): Promise<readonly string[]> {
    const others = await trx
      .selectFrom('project')
      .select('name')
      .where('deleted_at_ms', 'is', null)
      .where('id', '!=', except)
      .execute();
    return others.map(({ name }) => name);
  }

  /** Names that read the same are the same. */
  async function isTaken(trx: Kysely<Tables>, name: string, except: ProjectId): Promise<boolean> {
    return (await otherNames(trx, except)).some((other) => isSameName(other, name));
  }

  return {
    list: () =>
      guarded(async () => {
        const keyed = (await readProjects(db, 'live')).map((project) => ({ project, key: nameOrder(project.name) }));
        return keyed
          .toSorted((a, b) => compare(a.key, b.key) || compare(a.project.id, b.project.id))
          .map(({ project }) => project);
      }),

    get: (id) => guarded(async () => (await readProjects(db, [id]))[0] ?? null),

    create: ({ id, name }, nowMs) =>
      change(async (trx) => {
        if (await isTaken(trx, name, id)) return 'taken';
        await trx.insertInto('project').values({ id, name, created_at_ms: nowMs, deleted_at_ms: null }).execute();
        const project = await announced(trx, id, nowMs);
        if (project === null) throw new Error('A project that was just made is there');
        return project;
      }),

    rename: (id, name, nowMs) =>
      change(async (trx) => {
        if (await isTaken(trx, name, id)) return 'taken';
        await trx.updateTable('project').set({ name }).where('id', '=', id).execute();
        return announced(trx, id, nowMs);
      }),

    remove: (id, nowMs) =>
      change(async (trx) => {
        await trx
          .updateTable('project')
          .set({ deleted_at_ms: nowMs })
          .where('id', '=', id)
          .where('deleted_at_ms', 'is', null)
          .execute();
        return announced(trx, id, nowMs);
      }),

    restore: (id, nowMs) =>
      change(async (trx) => {
        const deleted = await trx
          .selectFrom('project')
          .select('name')
          .where('id', '=', id)
          .where('deleted_at_ms', 'is not', null)
          .executeTakeFirst();
        if (deleted !== undefined) {
          const name = freeName(deleted.name, await otherNames(trx, id));
          await trx.updateTable('project').set({ deleted_at_ms: null, name }).where('id', '=', id).execute();
        }
        return announced(trx, id, nowMs);
      }),

    purge: (deletedBeforeMs, nowMs) =>
      change(async (trx) => {
        const row = await trx
          .selectFrom('project')
          .select('id')
          .where('deleted_at_ms', '<', deletedBeforeMs)
          .limit(1)
          .executeTakeFirst();
        if (row === undefined) return false;
        const assets = await trx
          .selectFrom('asset')
          .select('place')
          .where('project_id', '=', row.id)
          .limit(assetsAtOnce)
          .execute();
        const places = assets.map(({ place }) => place);
        await trx.updateTable('asset').set({ project_id: null }).where('place', 'in', listOf(places)).execute();
        await indexAssets(trx, places);
        if (assets.length < assetsAtOnce) {
          await trx.deleteFrom('project').where('id', '=', row.id).execute();
          await appendEvent(trx, 'project', { id: projectIdSchema.parse(row.id), deleted: true }, nowMs);
        }
        return true;
      }),
  };
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
