import { z } from 'zod';
import { workerAnswerSchema } from './worker-answer.ts';
import { workerClaimSchema } from './worker-claim.ts';
import { workerErrorSchema } from './worker-error.ts';
import { workerOrderSchema } from './worker-order.ts';
import { workerProgressSchema } from './worker-progress.ts';

const messages = {
  order: workerOrderSchema,
  progress: workerProgressSchema,
  answer: workerAnswerSchema,
  claim: workerClaimSchema,
  error: workerErrorSchema,
};

/**
 * JSON Schema (2020-12) of everything that daemon and worker say to each other, by message. Each as it is read: a field
 * with a default may be left out by whoever writes it.
 */
export function workerJsonSchemas(): Readonly<Record<keyof typeof messages, object>> {
  const draw = (schema: z.ZodType): object => z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
  return {
    order: draw(messages.order),
    progress: draw(messages.progress),
    answer: draw(messages.answer),
    claim: draw(messages.claim),
    error: draw(messages.error),
  };
}
