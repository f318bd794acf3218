import { z } from 'zod';
import { aboutSchema, folderIds, patchSettingsSchema, settingsSchema } from '../settings.ts';
import type { RouteDefinition } from './route.ts';

/** What a person has set, and what the studio is made of. */
export const settingsRoutes = {
  getSettings: {
    method: 'GET',
    path: '/api/v1/settings',
    summary: 'What is set.',
    access: 'credential',
    responses: { 200: 'The settings.' },
    response: settingsSchema,
    problems: [],
  },
  patchSettings: {
    method: 'PATCH',
    path: '/api/v1/settings',
    summary: 'Changes settings.',
    access: 'credential',
    body: patchSettingsSchema,
    responses: { 200: 'The settings as they now are.' },
    response: settingsSchema,
    problems: ['invalid_input', 'engine_unknown'],
  },
  getAbout: {
    method: 'GET',
    path: '/api/v1/about',
    summary: 'Versions, and the folders with what they hold.',
    access: 'credential',
    responses: { 200: 'About this studio.' },
    response: aboutSchema,
    problems: [],
  },
  revealFolder: {
    method: 'POST',
    path: '/api/v1/folders/{id}/reveal',
    summary: "Opens a folder of the studio in the file manager of the daemon's machine.",
    access: 'credential',
    params: z.object({ id: z.enum(folderIds) }),
    responses: { 200: 'Where it lies.' },
    response: z.object({ path: z.string() }),
    problems: ['cannot_reveal'],
  },
} as const satisfies Record<string, RouteDefinition>;
