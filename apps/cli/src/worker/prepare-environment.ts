import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { exitCodes, isAlive, plainText } from '@videoexpress/host';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { Cli } from '../cli.ts';
import type { Failure } from '../failure.ts';
import type { FoundPython } from './find-python.ts';
import { type ProgramEnd, runQuietly } from './run-quietly.ts';
import { pickPythonEnvironment } from './python-environment.ts';
import { folderFailureOf } from './worker-folders.ts';
import type { WorkerSources } from './worker-sources.ts';

const makeVenvMs = 5 * 60_000;
/** A line at least this often while packages are fetched: torch alone takes minutes. */
const stillAtItMs = 30_000;
const partOf = /^(env-[0-9a-f]{16})\.part-(\d+)$/;
const wholeName = /^env-[0-9a-f]{16}$/;

export interface EnvironmentParts {
  readonly cli: Pick<Cli, 'machine' | 'clock'>;
  readonly sources: WorkerSources;
  readonly python: FoundPython;
  readonly cacheFolder: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * The Python with everything that the worker needs: made once for each list of packages and each Python, below the cache. It
 * is made under another name and gets its own when it is whole, so a half-made one is never used.
 */
export async function prepareEnvironment(parts: EnvironmentParts): Promise<Result<string, Failure>> {
  const { sources, python, cacheFolder, say } = parts;
  const root = join(cacheFolder, 'worker');
  const name = `env-${createHash('sha256').update(`${sources.lockHash} ${python.tag}`).digest('hex').slice(0, 16)}`;
  const folder = join(root, name);
  const program = (inFolder: string): string => join(inFolder, 'bin', 'python');
  try {
    mkdirSync(root, { recursive: true, mode: 0o700 });
    if (existsSync(program(folder))) return ok(program(folder));
    removeHalfMade(root);
    say(`Preparing Python ${python.version} for the worker in ${folder}`);
    say('Packages come from PyPI: once, some gigabytes with CUDA, and minutes.');
    const part = `${folder}.part-${process.pid}`;
    const made = await make(parts, part, program(part));
    if (!made.ok) {
      rmSync(part, { recursive: true, force: true });
      return made;
    }
    // Another one may have been faster; then that is the environment.
    if (existsSync(program(folder))) rmSync(part, { recursive: true, force: true });
    else {
      // One whose Python was taken from the system is of no use.
      rmSync(folder, { recursive: true, force: true });
      renameSync(part, folder);
    }
    noteOthers(root, name, say);
    return ok(program(folder));
  } catch (cause) {
    return err(folderFailureOf(folder, cause));
  }
}

async function make(parts: EnvironmentParts, folder: string, program: string): Promise<Result<null, Failure>> {
  const { cli, sources, python, say, signal } = parts;
  const env = pickPythonEnvironment(cli.machine.env);
  const venv = await runQuietly(python.path, ['-m', 'venv', folder], { env, signal, timeoutMs: makeVenvMs });
  if (signal.aborted) return err(calledOff);
  if (venv.code !== 0) return err(failed('The virtual environment could not be made', venv, 'Install python3-venv.'));
  const began = cli.clock.monotonic();
  let callOff = (): void => undefined;
  const remind = (): void => {
    callOff = cli.clock.after(stillAtItMs, () => {
      say(`  still at it, ${Math.round((cli.clock.monotonic() - began) / 60_000)} min`);
      remind();
    });
  };
  remind();
  const install = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--progress-bar', 'off'];
  const onLine = (line: string): void => {
    const shown = progressOf(line);
    if (shown === null) return;
    say(`  ${shown}`);
    callOff();
    remind();
  };
  const installed = await runQuietly(program, [...install, '-r', sources.lockFile], { env, signal, onLine });
  callOff();
  if (signal.aborted) return err(calledOff);
  if (installed.code !== 0) return err(failed('Packages could not be installed', installed, wayFor(installed)));
  writeFileSync(join(folder, 'made-from'), `${sources.lockHash} ${python.tag}\n`);
  return ok(null);
}

/** What a person wants to see of pip's lines: what is fetched that takes time, with its size, and that it is put in place. */
export function progressOf(line: string): string | null {
  const fetched =
    /^\s*(?:Downloading|Using cached) (\S+?)-(\d[^-\s]*)(?:-\S*)?(?:\.whl|\.tar\.gz)\S* \(([\d.]+ [MG]B)\)/.exec(line);
  if (fetched !== null) {
    const [, name = '', version = '', size = ''] = fetched;
    const file = name.split('/').at(-1) ?? name;
    return plainText(`${file.replaceAll('_', '-')} ${version} (${size})`);
  }
  return line.startsWith('Installing collected packages') ? 'putting them in place' : null;
}

/** What a killed one left; one that is still at work has its process. */
function removeHalfMade(root: string): void {
  for (const entry of readdirSync(root)) {
    const pid = Number(partOf.exec(entry)?.[2] ?? 0);
    if (pid > 0 && !isAlive(pid)) rmSync(join(root, entry), { recursive: true, force: true });
  }
}

/** Those of earlier versions: a worker may still run on one, so a person decides. */
function noteOthers(root: string, name: string, say: (line: string) => void): void {
  const others = readdirSync(root).filter((entry) => wholeName.test(entry) && entry !== name);
  for (const other of others) say(`Of an earlier version, no longer needed: rm -r '${join(root, other)}'`);
}

const calledOff: Failure = {
  exitCode: exitCodes.interruptedTwice,
  code: 'interrupted',
  message: 'The worker was not started. What was fetched so far is fetched again next time, where pip has not kept it.',
  chosen: true,
};

function failed(what: string, { lastLines }: ProgramEnd, fix: string): Failure {
  const said = lastLines.slice(-8).map((line) => `  ${plainText(line)}`);
  return {
    exitCode: exitCodes.error,
    code: 'worker_environment_failed',
    message: [`${what}:`, ...said].join('\n'),
    fix,
  };
}

function wayFor({ lastLines }: ProgramEnd): string {
  const said = lastLines.join('\n');
  if (/No space left|ENOSPC/i.test(said))
    return 'Free some space, or choose another disk with --data-dir; then run it again.';
  if (/Could not find a version|No matching distribution|not a supported wheel/i.test(said))
    return 'This Python or this machine has no such package: try another with --python, or your own with --no-install.';
  return 'PyPI has to be reachable. Run it again: what pip has fetched already it keeps.';
}
