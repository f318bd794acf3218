import { z } from 'zod';
import { secretNames } from '../secrets/secret-names.ts';
import { putSecretRequestSchema, secretListSchema, secretSchema } from '../secrets/secret.ts';
import type { RouteDefinition } from './route.ts';

const params = z.object({ name: z.enum(secretNames) });

/** Keys of outside services: they go in and never come out. */
export const secretRoutes = {
  listSecrets: {
    method: 'GET',
    path: '/api/v1/secrets',
    summary: 'Every secret the product knows: whether it is set, where, and its last four characters.',
    access: 'credential',
    responses: { 200: 'All of them, set or not.' },
    response: secretListSchema,
    problems: [],
  },
  putSecret: {
    method: 'PUT',
    path: '/api/v1/secrets/{name}',
    summary: 'Keeps a value, in use at once. Refused where the environment sets it, unless that is meant.',
    access: 'credential',
    params,
    body: putSecretRequestSchema,
    responses: { 200: 'Kept.' },
    response: secretSchema,
    problems: ['not_found', 'invalid_input', 'secret_from_environment', 'secret_store_unusable', 'disk_full'],
  },
  deleteSecret: {
    method: 'DELETE',
    path: '/api/v1/secrets/{name}',
    summary: 'Removes the value that is kept. What is not set already stays so.',
    access: 'credential',
    params,
    responses: { 200: 'Removed. Within a minute it can be brought back.' },
    response: secretSchema,
    problems: ['not_found', 'secret_from_environment', 'secret_store_unusable', 'disk_full'],
  },
  undoSecret: {
    method: 'POST',
    path: '/api/v1/secrets/{name}/undo',
    summary: 'Takes the last change of a secret back, within a minute and by the same run of the daemon.',
    access: 'credential',
    params,
    responses: { 200: 'As it was before.' },
    response: secretSchema,
    problems: ['not_found', 'invalid_state', 'secret_store_unusable', 'disk_full'],
  },
} as const satisfies Record<string, RouteDefinition>;
