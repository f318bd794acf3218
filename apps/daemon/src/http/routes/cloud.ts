import type { Result } from '@videoexpress/job-schema';
import type { Refusal, Studio } from '@videoexpress/studio';
import { json, refuse, type Reply } from '../answer/reply.ts';
import { problemOfRefusal } from '../problems.ts';
import { actorOf } from './audit.ts';
import { eventIdHeader } from './event-id.ts';
import type { Handlers } from './handler.ts';

type CloudHandlers = Pick<
  Handlers,
  'getCloud' | 'cloudSignIn' | 'cloudVerify' | 'cloudSignOut' | 'cloudCopyNow' | 'cloudRecoveryKey' | 'cloudElsewhere'
>;

/** The copy in the person's own Supabase project. */
export function cloudHandlers({ cloud, events }: Pick<Studio, 'cloud' | 'events'>): CloudHandlers {
  return {
    getCloud: async () => {
      const headers = await eventIdHeader(events);
      return json(200, await cloud.status(), headers);
    },
    cloudSignIn: async ({ body, credential }) => answer(await cloud.signIn(body, actorOf(credential))),
    cloudVerify: async ({ body, credential }) => answer(await cloud.verify(body, actorOf(credential))),
    cloudSignOut: async ({ credential }) => json(200, await cloud.signOut(actorOf(credential))),
    cloudCopyNow: async () => json(202, await cloud.copyNow()),
    cloudRecoveryKey: async ({ body, credential }) => {
      const key = await cloud.recoveryKey(body.again, actorOf(credential));
      return answer(key.ok ? { ok: true, value: { key: key.value } } : key);
    },
    cloudElsewhere: async ({ query, signal }) => answer(await cloud.elsewhere(query.machine, signal)),
  };
}

function answer(result: Result<unknown, Refusal>): Reply {
  return result.ok ? json(200, result.value) : refuse(problemOfRefusal(result.error));
}
