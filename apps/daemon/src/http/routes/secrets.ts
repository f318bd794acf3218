import type { Result, Secret } from '@videoexpress/job-schema';
import type { Refusal, Studio } from '@videoexpress/studio';
import { json, refuse, type Reply } from '../answer/reply.ts';
import { problemOfRefusal } from '../problems.ts';
import { actorOf } from './audit.ts';
import { readWithEventId } from './event-id.ts';
import type { Handlers } from './handler.ts';

/** Keys of outside services: in, away, and back within a minute. No answer has a value. */
export function secretHandlers({
  secrets,
  events,
}: Pick<Studio, 'secrets' | 'events'>): Pick<Handlers, 'listSecrets' | 'putSecret' | 'deleteSecret' | 'undoSecret'> {
  return {
    listSecrets: () => readWithEventId(events, () => secrets.list()),
    putSecret: async ({ params, body, credential }) =>
      answer(await secrets.put(params.name, body.value, body.underEnvironment, actorOf(credential))),
    deleteSecret: async ({ params, credential }) => answer(await secrets.remove(params.name, actorOf(credential))),
    undoSecret: async ({ params, credential }) => answer(await secrets.undo(params.name, actorOf(credential))),
  };
}

function answer(result: Result<Secret, Refusal>): Reply {
  return result.ok ? json(200, result.value) : refuse(problemOfRefusal(result.error));
}
