import { hostname } from 'node:os';
import { createKnownSecrets, exitCodes, type ExitCode, type Folders, plainText } from '@videoexpress/host';
import { ok, type Result } from '@videoexpress/job-schema';
import type { Cli } from '../cli.ts';
import type { Failure } from '../failure.ts';
import { askForToken, tokenVariable } from './ask-for-token.ts';
import { checkTorch } from './check-torch.ts';
import { findGpu, type Gpu } from './find-gpu.ts';
import { findPython } from './find-python.ts';
import { localDoor } from './local-door.ts';
import { prepareEnvironment } from './prepare-environment.ts';
import { leaveListener, remoteDoor } from './remote-door.ts';
import { type RunningWorker, runWorker } from './run-worker.ts';
import { type SupervisionEnd, superviseWorker } from './supervise-worker.ts';
import { createLineTeller } from './tell-lines.ts';
import { type EndWishes, watchSignals } from './watch-signals.ts';
import { workerEnvironment } from './worker-environment.ts';
import { clearWork, holdWorkerFolders, type WorkerFolders, workerFolders, workerName } from './worker-folders.ts';
import { openWorkerLog, type WorkerLog } from './worker-log.ts';
import { findWorkerSources, type WorkerSources } from './worker-sources.ts';
import { isReadableOnTheWay, type WorkerWay } from './worker-way.ts';

export interface OwnWorkerWish {
  readonly folders: Folders;
  /** The studio in another machine; null: the one in this. */
  readonly remote: { readonly baseUrl: string; readonly token: string } | null;
  readonly name: string | null;
  readonly python: string | null;
  /** Whether an environment is made for it; otherwise the Python is used as it is. */
  readonly installs: boolean;
}

/** Prepares a worker and keeps it running until it is told to end: what `videoexpress worker start` does. */
export async function runOwnWorker(cli: Cli, wish: OwnWorkerWish): Promise<ExitCode> {
  const { printer } = cli;
  const say = (line: string): void => printer.line(printer.hint(line));
  const sources = findWorkerSources(cli);
  if (!sources.ok) return printer.fail(sources.error);
  const cards = cli.machine.env['CUDA_VISIBLE_DEVICES'] ?? '';
  const name = workerName(wish.name, [wish.folders.cache, cards, wish.remote?.baseUrl ?? '']);
  if (!name.ok) return printer.fail(name.error);
  const folders = workerFolders(wish.folders.cache, name.value);
  const held = await holdWorkerFolders(folders, name.value);
  if (!held.ok) return printer.fail(held.error);
  const wishes = watchSignals(cli, () => say('Ending. Ctrl-C again does not wait.'));
  try {
    const parts = { cli, wish, wishes, say, sources: sources.value, name: name.value, folders };
    const made = await prepare(parts);
    if (!made.ok) return printer.fail(made.error);
    if (wish.remote !== null && isReadableOnTheWay(wish.remote.baseUrl))
      printer.note(
        'Nothing is encrypted on the way there: others on that network can read prompts, clips and the token.',
      );
    const ended = await supervise({ ...parts, ...made.value });
    return finish(cli, ended, folders, wishes);
  } finally {
    wishes.close();
    held.value();
  }
}

interface Parts {
  readonly cli: Cli;
  readonly wish: OwnWorkerWish;
  readonly wishes: EndWishes;
  readonly say: (line: string) => void;
  readonly sources: WorkerSources;
  readonly name: string;
  readonly folders: WorkerFolders;
}

interface Prepared {
  readonly python: string;
  readonly gpu: Gpu | null;
}

async function prepare(parts: Parts): Promise<Result<Prepared, Failure>> {
  const { cli, wish, wishes, say, sources, folders, name } = parts;
  const found = await findPython(cli, wish.python, { wantsVenv: wish.installs });
  if (!found.ok) return found;
  const cacheFolder = wish.folders.cache;
  const python = wish.installs
    ? await prepareEnvironment({ cli, sources, python: found.value, cacheFolder, say, signal: wishes.stop })
    : ok(found.value.path);
  if (!python.ok) return python;
  const gpu = await findGpu(cli.machine);
  say(`Worker ${name}, ${gpu === null ? 'without a GPU' : gpuText(gpu)}. All it writes is in ${folders.logFile}`);
  // Tests, and whoever brings an engine of their own, need no torch.
  if (cli.machine.env['VX_ENGINE_FACTORY'] !== undefined) return ok({ python: python.value, gpu });
  if (gpu === null) {
    cli.printer.note(
      'No NVIDIA card was found: models would be rendered by the processor, which takes hours for a clip.',
    );
    return ok({ python: python.value, gpu });
  }
  const env = environment(parts, { baseUrl: 'http://localhost', token: '', saysBase: false }, gpu);
  const seen = await checkTorch({ python: python.value, env, gpu, signal: wishes.stop });
  if (wishes.stop.aborted) return ok({ python: python.value, gpu });
  return seen.ok ? ok({ python: python.value, gpu }) : seen;
}

function supervise(parts: Parts & Prepared): Promise<SupervisionEnd> {
  const { cli, wish, wishes, say, name, folders } = parts;
  const secrets = createKnownSecrets();
  const log = openWorkerLog(folders.logFile);
  const supervision = superviseWorker({
    clock: cli.clock,
    look:
      wish.remote === null ? localDoor(wish.folders) : remoteDoor({ ...wish.remote, name, askAgain: askAgain(cli) }),
    launch(way) {
      secrets.add(way.token);
      return launch(parts, way, log, (line) => secrets.redact(line));
    },
    leave: (way) => leaveListener(way, name),
    say,
    stop: wishes.stop,
    hurry: wishes.hurry,
  });
  return supervision.finally(() => log.close());
}

function launch(
  parts: Parts & Prepared,
  way: WorkerWay,
  log: WorkerLog,
  clean: (line: string) => string,
): RunningWorker {
  const { cli, say, folders, python, gpu } = parts;
  clearWork(folders);
  const tell = createLineTeller(cli.clock, say, way.baseUrl);
  return runWorker({
    clock: cli.clock,
    python,
    args: ['-m', 'vx_worker.own_gpu'],
    env: environment(parts, way, gpu),
    cwd: folders.work,
    clean,
    onLine(line, said) {
      log.write(line);
      tell(said);
    },
  });
}

function environment(
  { cli, wish, sources, folders, name }: Parts,
  way: WorkerWay,
  gpu: Gpu | null,
): Record<string, string> {
  const { machine } = cli;
  return workerEnvironment({
    machine,
    sources,
    folders,
    way,
    name,
    gpu,
    machineName: hostname(),
    ownPython: !wish.installs,
  });
}

/** Somebody at the terminal can give another token; a variable stays what it was. */
function askAgain(cli: Cli): (() => Promise<string | null>) | null {
  if (!cli.terminal.interactive || (cli.machine.env[tokenVariable] ?? '') !== '') return null;
  return async () => {
    cli.printer.note('The studio does not take this token.');
    const token = await askForToken(cli);
    return token.ok ? token.value : null;
  };
}

function gpuText({ name, memoryGb }: Gpu): string {
  return `on ${plainText(name)}${memoryGb === null ? '' : ` with ${Math.round(memoryGb)} GB`}`;
}

function finish(cli: Cli, ended: SupervisionEnd, folders: WorkerFolders, { hurry }: EndWishes): ExitCode {
  switch (ended.kind) {
    case 'stopped':
      cli.printer.line('The worker has ended.');
      return hurry.aborted ? exitCodes.interruptedTwice : exitCodes.done;
    case 'hopeless':
      return cli.printer.fail(ended.failure);
    case 'gave_up':
      return cli.printer.fail({
        exitCode: exitCodes.error,
        code: 'worker_gave_up',
        message: [
          'The worker ended again and again. Its last words:',
          ...ended.lastWords.map((line) => `  ${line}`),
        ].join('\n'),
        fix: `All it wrote is in ${folders.logFile}`,
      });
  }
}
