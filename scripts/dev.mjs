import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { loginLink, openInBrowser, untilItAnswers } from './dev/login-link.mjs';
import { runTogether } from './dev/run-together.mjs';
import { simulatedRunPod } from './dev/simulated-runpod.mjs';
import { say } from './setup/announce.mjs';
import { toolEnvironment } from './setup/environment.mjs';
import { repositoryRoot } from './setup/folders.mjs';
import { endWithNpm } from './setup/parent-watch.mjs';
import { runScript, SetupError } from './setup/setup-error.mjs';
import { setUp } from './setup/set-up.mjs';

function readFlags() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '8000' },
        'data-dir': { type: 'string', default: join('try', 'dev') },
        'no-open': { type: 'boolean', default: false },
        runpod: { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 1 || port > 65_530) throw new Error(`--port ${values.port} is no port`);
    return {
      port,
      dataDir: resolve(repositoryRoot, values['data-dir']),
      open: !values['no-open'],
      runpod: values.runpod,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError(`${reason}\nnpm run dev -- [--port 8000] [--data-dir DIR] [--no-open] [--runpod]`);
  }
}

// `npm run dev`: the page from Next's development server, with the daemon's paths handed on to a daemon that runs from
// its sources on the port above. The browser sees one origin, and both reload when a source changes. With `--runpod` there is a
// RunPod beside them, simulated on this machine, on the four ports above those, with one worker that renders moving bars.
await runScript(async () => {
  endWithNpm();
  const { port, dataDir, open, runpod } = readFlags();
  const tools = await setUp({ forDevelopers: true });
  const origin = `http://localhost:${port}`;
  const daemonUrl = `http://127.0.0.1:${port + 1}`;
  const env = toolEnvironment(tools.searchPath);
  const daemonFlags = ['--port', String(port + 1), '--data-dir', dataDir, '--dev-origin', origin];
  const daemonMain = join(repositoryRoot, 'apps', 'daemon', 'src', 'main.ts');
  const web = join(repositoryRoot, 'apps', 'web');
  const next = join(web, 'node_modules', 'next', 'dist', 'bin', 'next');
  const simulator = runpod ? simulatedRunPod({ port: port + 2, node: tools.node, env }) : null;
  const stopped = new AbortController();

  const link = () => loginLink({ daemonUrl, origin, dataDir });
  const announce = async () => {
    await untilItAnswers(`${daemonUrl}/healthz`, stopped.signal);
    await untilItAnswers(origin, stopped.signal);
    if (stopped.signal.aborted) return;
    const url = await link();
    say(
      `\nThe studio in development: ${url}\nThe link lets one browser in within 60 s; press Enter for another one.\n`,
    );
    if (open) openInBrowser(url);
  };
  const lines = process.stdin.isTTY ? createInterface({ input: process.stdin }) : null;
  lines?.on('line', () => void link().then(say, () => say('The daemon is not up')));
  void announce().catch((error) => say(`No login link: ${error instanceof Error ? error.message : String(error)}`));

  const code = await runTogether([
    {
      file: tools.node,
      parameters: ['--conditions=source', '--watch', '--watch-preserve-output', daemonMain, 'serve', ...daemonFlags],
      cwd: repositoryRoot,
      env: { ...env, ...simulator?.daemonEnv },
    },
    ...(simulator === null ? [] : [simulator.command]),
    {
      file: tools.node,
      parameters: [next, 'dev', '--port', String(port), '--hostname', '127.0.0.1'],
      cwd: web,
      env: { ...env, VIDEOEXPRESS_DEV_DAEMON_URL: daemonUrl },
    },
  ]);
  stopped.abort();
  lines?.close();
  return code;
});
