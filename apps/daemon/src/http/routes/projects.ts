import type { Project, Result } from '@videoexpress/job-schema';
import type { Refusal, Studio } from '@videoexpress/studio';
import { json, refuse, type Reply } from '../answer/reply.ts';
import { problemOfRefusal } from '../problems.ts';
import { actorOf } from './audit.ts';
import { eventIdHeader, readWithEventId } from './event-id.ts';
import type { Handlers } from './handler.ts';

type ProjectHandlers = Pick<
  Handlers,
  'listProjects' | 'createProject' | 'getProject' | 'patchProject' | 'deleteProject' | 'restoreProject'
>;

/** The shelves of the library. */
export function projectHandlers({
  projects,
  events,
  audit,
}: Pick<Studio, 'projects' | 'events' | 'audit'>): ProjectHandlers {
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
    deleteProject: async ({ params, credential }) => {
      const removed = await projects.remove(params.id);
      if (removed.ok) await audit.note({ action: 'project_deleted', subject: params.id, actor: actorOf(credential) });
      return projectReply(200, removed);
    },
    restoreProject: async ({ params, credential }) => {
      const restored = await projects.restore(params.id);
      if (restored.ok) await audit.note({ action: 'project_restored', subject: params.id, actor: actorOf(credential) });
      return projectReply(200, restored);
    },
  };
}

function projectReply(status: number, result: Result<Project, Refusal>): Reply {
  return result.ok ? json(status, result.value) : refuse(problemOfRefusal(result.error));
}
