import { z } from 'zod';

/** What a parent sends its child: once, the input of the task. */
export const messageToChildSchema = z.object({ type: z.literal('start'), input: z.unknown() });
export type MessageToChild = z.infer<typeof messageToChildSchema>;

/** What a child sends its parent: any number of progress reports, then one of the two ends. */
export const messageToParentSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), progress: z.unknown() }),
  z.object({ type: z.literal('done'), result: z.unknown() }),
  z.object({
    type: z.literal('failed'),
    message: z.string(),
    code: z.string().optional(),
    /** Where it was thrown, if the task has a bug. */
    bug: z.object({ name: z.string(), stack: z.string() }).optional(),
  }),
]);
export type MessageToParent = z.infer<typeof messageToParentSchema>;
