import { err } from '@videoexpress/job-schema';
import type { ConnectionTokens } from './connection-tokens.ts';

const none = err({ code: 'gone', detail: 'There are no connections.' } as const);

/** Nobody is logged in anywhere. */
export const noTokens: ConnectionTokens = { current: async () => none, afterRefusal: async () => none };
