import { z } from 'zod';

/** What a test tells the daemon under test over its channel. */
export const faultOrderSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('set clock'), offsetMs: z.number() }),
  z.object({ do: z.literal('fill database') }),
  z.object({ do: z.literal('make room') }),
  z.object({ do: z.literal('measure') }),
]);
export type FaultOrder = z.infer<typeof faultOrderSchema>;

/** What it answers to `measure`: how late its event loop was since the last time, in milliseconds. */
export const loopDelaySchema = z.object({ loopP99Ms: z.number(), loopMaxMs: z.number() });
export type LoopDelay = z.infer<typeof loopDelaySchema>;
