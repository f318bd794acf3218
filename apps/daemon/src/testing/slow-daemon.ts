import { fileURLToPath } from 'node:url';
import { readProcessConfig, systemClock } from '@videoexpress/host';
import { createSketchEngine } from '@videoexpress/render-engines';
import type { RenderEngine } from '@videoexpress/studio';
import { serveChild } from '../process/serve-child.ts';
import { startDaemon } from '../process/start-daemon.ts';

/**
 * The real daemon with the real sketch engine, which only takes a moment longer to accept a job: between claim and
 * acceptance there is otherwise too little time for a test to kill it there. Arguments: the data folder.
 */
function takingAMoment(engine: RenderEngine): RenderEngine {
  return {
    ...engine,
    async submit(request, signal) {
      await new Promise<void>((resolve) => void systemClock.after(Math.random() * 60, resolve));
      return engine.submit(request, signal);
    },
  };
}

const [command = '', argument = ''] = process.argv.slice(2);
if (command === 'child') {
  serveChild(argument);
} else {
  const config = readProcessConfig({ port: null, dataDir: command });
  if (!config.ok) throw new Error(config.error.detail);
  const started = await startDaemon({
    options: {
      port: 0,
      dataDir: command,
      host: null,
      exposed: false,
      solo: false,
      consoleLog: 'none',
      devOrigin: null,
    },
    config: config.value,
    entry: fileURLToPath(import.meta.url),
    clock: systemClock,
    engines: (deps) => [takingAMoment(createSketchEngine(deps))],
    requestStop: () => process.exit(0),
  });
  if (!started.ok) throw new Error(started.error.message);
  process.send?.({ port: started.value.info.port });
}
