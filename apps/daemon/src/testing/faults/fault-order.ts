import { z } from 'zod';

/** What a test tells the daemon under test over its channel. */
export const faultOrderSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('set clock'), offsetMs: z.number() }),
  z.object({ do: z.literal('fill database') }),
  z.object({ do: z.literal('make room') }),
]);
export type FaultOrder = z.infer<typeof faultOrderSchema>;
