import type { Project, ProjectId } from '@videoexpress/job-schema';

/** The memory of projects. A change and its event are committed together. Throws `StoreUnavailable` and nothing else. */
export interface ProjectStore {
  /** Those that are not deleted, by name. */
  list(): Promise<readonly Project[]>;
  /** Also a deleted one, for as long as it is kept. */
  get(id: ProjectId): Promise<Project | null>;
  /** `taken`: another project has this name already. */
  create(project: { readonly id: ProjectId; readonly name: string }, nowMs: number): Promise<Project | 'taken'>;
  /** Null: there is no such project. */
  rename(id: ProjectId, name: string, nowMs: number): Promise<Project | 'taken' | null>;
  /** Null: there is no such project. */
  remove(id: ProjectId, nowMs: number): Promise<Project | null>;
  /** Under its own name, or with a number behind it where another has the name by now. Null: there is no such project. */
  restore(id: ProjectId, nowMs: number): Promise<Project | null>;
  /** Forgets some of what was deleted before a moment; says whether there may be more to do. */
  purge(deletedBeforeMs: number, nowMs: number): Promise<boolean>;
}
