import type { Redact } from '@videoexpress/studio';
import type { Reply } from './reply.ts';

/** The reply, with every secret taken out of the words of a problem: they may quote what another service said. */
export function withoutSecrets(reply: Reply, redact: Redact): Reply {
  if (reply.kind !== 'problem') return reply;
  const { problem } = reply;
  const errors = problem.errors?.map(({ path, message }) => ({ path: redact(path), message: redact(message) }));
  const detail = redact(problem.detail);
  return { kind: 'problem', problem: { ...problem, detail, ...(errors === undefined ? {} : { errors }) } };
}
