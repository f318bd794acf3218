import { z } from 'zod';
import { projectIdSchema } from '../ids.ts';
import { projectSchema } from '../project.ts';
import { projectRequestSchema } from './requests.ts';
import type { RouteDefinition } from './route.ts';

const projectParams = z.object({ id: projectIdSchema });

/** Projects: shelves of the library. */
export const projectRoutes = {
  listProjects: {
    method: 'GET',
    path: '/api/v1/projects',
    summary: 'The projects, by name.',
    access: 'credential',
    responses: { 200: 'The projects.' },
    response: z.object({ items: z.array(projectSchema), nextCursor: z.null() }),
    problems: [],
  },
  createProject: {
    method: 'POST',
    path: '/api/v1/projects',
    summary: 'Makes a project.',
    access: 'credential',
    body: projectRequestSchema,
    responses: { 201: 'The project.' },
    response: projectSchema,
    problems: ['invalid_input'],
  },
  getProject: {
    method: 'GET',
    path: '/api/v1/projects/{id}',
    summary: 'One project.',
    access: 'credential',
    params: projectParams,
    responses: { 200: 'The project.' },
    response: projectSchema,
    problems: ['not_found'],
  },
  patchProject: {
    method: 'PATCH',
    path: '/api/v1/projects/{id}',
    summary: 'Renames a project.',
    access: 'credential',
    params: projectParams,
    body: projectRequestSchema,
    responses: { 200: 'The project.' },
    response: projectSchema,
    problems: ['not_found', 'invalid_input'],
  },
  deleteProject: {
    method: 'DELETE',
    path: '/api/v1/projects/{id}',
    summary: 'Deletes a project. Its assets stay, without one.',
    access: 'credential',
    params: projectParams,
    responses: { 200: 'The project as it was.' },
    response: projectSchema,
    problems: ['not_found'],
  },
  restoreProject: {
    method: 'POST',
    path: '/api/v1/projects/{id}/restore',
    summary:
      'Brings a deleted project back, with the assets that it had and that are in no other since. Where another has its name by now, a number is put behind it: “Foxes (2)”.',
    access: 'credential',
    params: projectParams,
    responses: { 200: 'The project.' },
    response: projectSchema,
    problems: ['not_found'],
  },
} as const satisfies Record<string, RouteDefinition>;
