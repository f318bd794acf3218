import { parseArgs } from 'node:util';
import { systemClock } from '@videoexpress/host';
import { openControlListener } from './control-listener.ts';
import { LightFleet } from './light-fleet.ts';
import { startRunPodSimulator } from './runpod-simulator.ts';

// A simulator as a program of its own, for browser tests and `npm run dev`:
//
//   node --conditions=source main.ts [--api-key KEY] [--port FIRST] [--workers N] [--stage-ms N] [--step-ms N] [--cold-ms N]
//
// With `--port` it takes that one for the job API and the three above for workers, management and control; else any that are
// free. When it is ready it prints one line of JSON with its addresses and keys. SIGTERM ends it, and with `--end-with-stdin` the
// end of its standard input: then whoever started it is gone.
const { values } = parseArgs({
  options: {
    'api-key': { type: 'string' },
    port: { type: 'string' },
    workers: { type: 'string', default: '1' },
    'stage-ms': { type: 'string', default: '0' },
    'step-ms': { type: 'string', default: '0' },
    'cold-ms': { type: 'string' },
    'end-with-stdin': { type: 'boolean', default: false },
  },
});
const first = values.port === undefined ? null : Number(values.port);
const portOf = (place: number): number => (first === null ? 0 : first + place);
const runpod = await startRunPodSimulator({
  clock: systemClock,
  ports: { jobs: portOf(0), workers: portOf(1), management: portOf(2) },
  ...(values['api-key'] === undefined ? {} : { apiKey: values['api-key'] }),
});
const fleet = new LightFleet(runpod, systemClock);
const controls = await openControlListener({ runpod, fleet, clock: systemClock, port: portOf(3) });
const behaviour = { stageMs: Number(values['stage-ms']), stepMs: Number(values['step-ms']) };
for (let count = 0; count < Number(values.workers); count += 1) await fleet.start(behaviour);
if (values['cold-ms'] !== undefined) {
  runpod.workers.capacity = { mode: 'cold', coldStartMs: Number(values['cold-ms']) };
}

async function end(): Promise<void> {
  process.stdin.destroy();
  await fleet.killAll();
  await controls.close();
  await runpod.close();
}
let isEnding = false;
function endOnce(): void {
  if (isEnding) return;
  isEnding = true;
  void end();
}
process.on('SIGTERM', endOnce).on('SIGINT', endOnce).on('SIGHUP', endOnce);
if (values['end-with-stdin']) process.stdin.resume().on('end', endOnce);

const { endpointUrl, managementUrl, workerUrl, apiKey, workerKey } = runpod;
const { controlUrl, controlKey } = controls;
process.stdout.write(
  `${JSON.stringify({ endpointUrl, managementUrl, workerUrl, apiKey, workerKey, controlUrl, controlKey })}\n`,
);
