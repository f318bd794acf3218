import type { Project, Result } from '@videoexpress/job-schema';
import type { Refusal, Studio } from '@videoexpress/studio';
import { json, refuse, type Reply } from '../answer/reply.ts';
import { problemOfRefusal } from '../problems.ts';
import { eventIdHeader, readWithEventId } from './event-id.ts';
import type { Handlers } from './handler.ts';

type ProjectHandlers = Pick<
  Handlers,
  'listProjects' | 'createProject' | 'getProject' | 'patchProject' | 'deleteProject' | 'restoreProject'
>;

/** The shelves of the library. */
export function projectHandlers({ projects, events }: Pick<Studio, 'projects' | 'events'>): ProjectHandlers {
  return {
    listProjects: () => readWithEventId(events, async () => ({ items: await projects.list(), nextCursor: null })),
    createProject: async ({ body }) => projectReply(201, await projects.create(body)),
    getProject: async ({ params }) => {
      const headers = await eventIdHeader(events);
      const project = await projects.get(params.id);
      return project === null
        ? refuse({ code: 'not_found', detail: 'There is no project with this id.' })
        : json(200, project, headers);
    },
    patchProject: async ({ params, body }) => projectReply(200, await projects.rename(params.id, body)),
    deleteProject: async ({ params }) => projectReply(200, await projects.remove(params.id)),
    restoreProject: async ({ params }) => projectReply(200, await projects.restore(params.id)),
  };
}

function projectReply(status: number, result: Result<Project, Refusal>): Reply {
  return result.ok ? json(status, result.value) : refuse(problemOfRefusal(result.error));
}
