import { engineTestSchema } from '../engine.ts';
import type { RouteDefinition } from './route.ts';

/** Where finished clips are kept beside the disk. */
export const objectStorageRoutes = {
  testObjectStorage: {
    method: 'POST',
    path: '/api/v1/object-storage/test',
    summary: 'Tries the bucket out: writes a small object, reads it, also under the public address, and deletes it.',
    access: 'credential',
    responses: { 200: 'What came of it.' },
    response: engineTestSchema,
    problems: [],
  },
} as const satisfies Record<string, RouteDefinition>;
