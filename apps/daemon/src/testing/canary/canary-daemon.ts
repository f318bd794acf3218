import { fileURLToPath } from 'node:url';
import { parseDaemonArguments } from '@videoexpress/host';
import { createEngines } from '@videoexpress/render-engines';
import { runDaemonHere } from '../../process/run-daemon.ts';
import { serveChild } from '../../process/serve-child.ts';
import { createQuotingEngine } from './quoting-engine.ts';

// The daemon as it is, with one engine more: the one that quotes secrets. It finds them in a file beside the data folder.
const [command = '', ...rest] = process.argv.slice(2);
if (command === 'child') {
  serveChild(rest[0] ?? '');
} else {
  const options = parseDaemonArguments(rest);
  if (options === null || options.dataDir === null) throw new Error('Name a port and a data folder');
  const valuesFile = `${options.dataDir}.values.json`;
  const code = await runDaemonHere(options, fileURLToPath(import.meta.url), (deps) => {
    const [sketch, ...others] = createEngines(deps);
    if (sketch === undefined) throw new Error('There is no engine');
    return [sketch, ...others, createQuotingEngine(valuesFile, sketch.description)];
  });
  process.exit(code);
}
