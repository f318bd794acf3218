import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { readProcessConfig, systemClock } from '@videoexpress/host';
import { createSketchEngine } from '@videoexpress/render-engines';
import { z } from 'zod';
import { serveChild } from '../../process/serve-child.ts';
import { startDaemon } from '../../process/start-daemon.ts';
import { listenForStopSignals } from '../../process/stop-signals.ts';
import { createFarmEngine } from './farm-engine.ts';
import { faultOrderSchema } from './fault-order.ts';
import { createRandom } from './random.ts';
import { sparingMedia } from './sparing-media.ts';

/**
 * The real daemon over an engine with moods, which does what a test tells it over its channel: set the clock, let no page be
 * added to the database. Arguments: the data folder, and a plan as JSON.
 */
export const faultPlanSchema = z.object({
  seed: z.int(),
  farmFolder: z.string(),
  clip: z.string(),
  mood: z.object({
    refuses: z.number(),
    losesAnswers: z.number(),
    mumbles: z.number(),
    spoils: z.number(),
    rendersForMs: z.number(),
    dawdles: z.number(),
    hangs: z.number(),
  }),
  maxConcurrent: z.int(),
  /** Every so many clips one is checked for real, in a child; 1: each. */
  checkOneOf: z.int(),
  clockOffsetMs: z.number(),
});
export type FaultPlan = z.infer<typeof faultPlanSchema>;

async function serve(dataDir: string, plan: FaultPlan): Promise<void> {
  const config = readProcessConfig({ port: null, dataDir });
  if (!config.ok) throw new Error(config.error.detail);
  let offsetMs = plan.clockOffsetMs;
  let askStop: () => void = () => undefined;
  const stopAsked = new Promise<void>((resolve) => (askStop = resolve));
  listenForStopSignals(systemClock, () => askStop());
  const started = await startDaemon({
    options: { port: 0, dataDir, host: null, exposed: false, solo: false, consoleLog: 'none', devOrigin: null },
    config: config.value,
    entry: fileURLToPath(import.meta.url),
    clock: { ...systemClock, now: () => systemClock.now() + offsetMs },
    engines: (deps) => [
      createFarmEngine({
        folder: plan.farmFolder,
        clip: plan.clip,
        mood: plan.mood,
        random: createRandom(plan.seed + process.pid),
        maxConcurrent: plan.maxConcurrent,
      }),
      createSketchEngine(deps),
    ],
    ...(plan.checkOneOf === 1 ? {} : { media: sparingMedia(plan.checkOneOf) }),
    requestStop: () => askStop(),
  });
  if (!started.ok) {
    process.stderr.write(started.error.message);
    process.exit(started.error.exitCode);
  }
  const { connection } = started.value.composed.store;
  const loop = monitorEventLoopDelay({ resolution: 10 });
  loop.enable();
  process.on('message', (raw) => {
    const order = faultOrderSchema.parse(raw);
    switch (order.do) {
      case 'set clock':
        offsetMs = order.offsetMs;
        break;
      case 'fill database':
        connection.pragma(`max_page_count = ${Number(connection.pragma('page_count', { simple: true }))}`);
        break;
      case 'make room':
        connection.pragma('max_page_count = 1000000000');
        break;
      case 'measure':
        process.send?.({ loopP99Ms: lateMs(loop.percentile(99)), loopMaxMs: lateMs(loop.max) });
        loop.reset();
        break;
    }
  });
  process.on('disconnect', () => process.exit(1));
  process.send?.({ port: started.value.info.port });
  await stopAsked;
  await started.value.stop();
  process.exit(0);
}

/** The histogram has nanoseconds, with its own 10 ms in them. */
function lateMs(nanoseconds: number): number {
  return Math.max(0, nanoseconds / 1e6 - 10);
}

const [command = '', argument = ''] = process.argv.slice(2);
if (command === 'child') serveChild(argument);
else await serve(command, faultPlanSchema.parse(JSON.parse(argument)));
