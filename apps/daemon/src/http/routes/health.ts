import type { Studio } from '@videoexpress/studio';
import { json } from '../answer/reply.ts';
import { readWithEventId } from './event-id.ts';
import type { Handlers } from './handler.ts';

/** Who this daemon is: its version, and the id of this run of it. */
export interface DaemonIdentity {
  readonly version: string;
  readonly bootId: string;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
}

/** `/healthz` for anyone, and the health of each service for whoever may see it. */
export function healthHandlers(deps: {
  studio: Studio;
  identity: DaemonIdentity;
}): Pick<Handlers, 'healthz' | 'getHealth'> {
  const { studio, identity } = deps;
  return {
    healthz: () => json(200, { status: 'ok' }),
    getHealth: () =>
      readWithEventId(studio.events, async () => {
        return { ...identity, services: [...(await studio.health())] };
      }),
  };
}
