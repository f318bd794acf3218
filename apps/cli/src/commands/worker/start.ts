import type { ExitCode } from '@videoexpress/host';
import { dataDirOption, type Command, type Invocation } from '../../arguments/option.ts';
import type { Cli } from '../../cli.ts';
import { readSettings } from '../../daemon-link/settings.ts';
import { usageFailure } from '../../failure.ts';
import { askForToken } from '../../worker/ask-for-token.ts';
import { runOwnWorker } from '../../worker/run-own-worker.ts';
import { readWorkerUrl } from '../../worker/worker-way.ts';

/** `videoexpress worker start` */
export const workerStartCommand: Command = {
  name: 'worker start',
  summary: 'Render for the studio on the GPU of this machine, until Ctrl-C',
  options: [
    { name: 'url', value: 'URL', help: 'Where a studio in another machine lets workers in; left out, the one here' },
    { name: 'name', value: 'NAME', help: 'What the studio calls it; left out, the name of this machine and a tail' },
    { name: 'python', value: 'PATH', help: 'The Python to use; left out, the first of 3.11 to 3.14 on PATH' },
    { name: 'no-install', help: 'Use that Python as it is, with the packages that it has' },
    dataDirOption,
  ],
  examples: [
    {
      line: 'videoexpress worker start',
      what: 'for the studio in this machine; the first time it fetches what it needs',
    },
    {
      line: 'videoexpress worker start --url http://127.0.0.1:8124',
      what: 'for one elsewhere, through a tunnel: ssh -N -L 8124:127.0.0.1:8124 the-studio',
    },
    { line: 'CUDA_VISIBLE_DEVICES=1 videoexpress worker start', what: 'a second worker, on the second card' },
  ],
  notes: [
    'A token for another machine’s studio comes from VIDEOEXPRESS_WORKER_TOKEN, a pipe, or is asked for; never an argument.',
    'Weights are fetched with the first job of each model, into the cache of Hugging Face (HF_HOME).',
  ],
  async run(cli, invocation) {
    const { printer } = cli;
    if (cli.machine.platform === 'win32') return printer.fail(notOnWindows);
    const settings = readSettings(cli, invocation);
    if (!settings.ok) return printer.fail(settings.error);
    const place = await readPlace(cli, invocation);
    if (typeof place === 'number') return place;
    return runOwnWorker(cli, {
      folders: settings.value.folders,
      remote: place,
      name: invocation.value('name'),
      python: invocation.value('python'),
      installs: !invocation.has('no-install'),
    });
  },
};

const notOnWindows = usageFailure(
  'worker start runs on Linux, and on a Mac for trying it out.',
  'On Windows install it in WSL, which reaches the card, and start it there with --url.',
);

/** The studio elsewhere and the token for it; null: the one in this machine. A number: it was refused, and said. */
async function readPlace(
  cli: Cli,
  invocation: Invocation,
): Promise<{ readonly baseUrl: string; readonly token: string } | null | ExitCode> {
  const text = invocation.value('url');
  if (text === null) return null;
  const url = readWorkerUrl(text);
  if (!url.ok) return cli.printer.fail(url.error);
  const token = await askForToken(cli);
  return token.ok ? { baseUrl: url.value, token: token.value } : cli.printer.fail(token.error);
}
