import { err, newProjectId, ok, type Project, type ProjectRequest, type Result } from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';
import type { Refusal } from '../refusal.ts';
import type { Projects } from './library.ts';
import { plainName } from './plain-name.ts';
import type { ProjectStore } from './project-store.ts';

/** The rules of projects: a name once at a time, and nothing lost when one is deleted. */
export function createProjects(deps: { readonly store: ProjectStore; readonly clock: Clock }): Projects {
  const { store, clock } = deps;

  async function named(
    { name }: ProjectRequest,
    write: (plain: string) => Promise<Project | 'taken' | null>,
  ): Promise<Result<Project, Refusal>> {
    const plain = plainName(name);
    if (plain === '') return err(nameRefusal('Has nothing in it that can be seen. Use letters or digits.'));
    const project = await write(plain);
    if (project === null) return err(noProject);
    return project === 'taken'
      ? err(nameRefusal(`There is a project “${plain}” already. Use another name.`))
      : ok(project);
  }

  return {
    list: () => store.list(),
    get: (id) => store.get(id),
    create: (request) => named(request, (name) => store.create({ id: newProjectId(), name }, clock.now())),
    rename: (id, request) => named(request, (name) => store.rename(id, name, clock.now())),
    remove: async (id) => answer(await store.remove(id, clock.now())),
    restore: async (id) => answer(await store.restore(id, clock.now())),
  };
}

const noProject: Refusal = { code: 'not_found', detail: 'There is no project with this id.' };

function answer(project: Project | null): Result<Project, Refusal> {
  return project === null ? err(noProject) : ok(project);
}

function nameRefusal(message: string): Refusal {
  return { code: 'invalid_input', detail: `name: ${message}`, errors: [{ path: 'name', message }] };
}
