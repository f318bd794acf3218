import type { AuditEntry } from '@videoexpress/job-schema';
import type { Studio } from '@videoexpress/studio';
import { json, refuse } from '../answer/reply.ts';
import type { Credential } from '../login/authenticate.ts';
import { problemOfRefusal } from '../problems.ts';
import { eventIdHeader } from './event-id.ts';
import type { Handlers } from './handler.ts';

/** What was written down for good. */
export function auditHandlers({ audit, events }: Pick<Studio, 'audit' | 'events'>): Pick<Handlers, 'listAudit'> {
  return {
    listAudit: async ({ query }) => {
      const headers = await eventIdHeader(events);
      const page = await audit.list(query);
      return page.ok ? json(200, page.value, headers) : refuse(problemOfRefusal(page.error));
    },
  };
}

/** Who did something, by what was shown for it: a session is a browser's, the token a program's. */
export function actorOf(credential: Credential | null): AuditEntry['actor'] {
  return credential?.kind === 'session' ? 'browser' : 'program';
}
