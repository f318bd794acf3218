import { isAbsolute, resolve } from 'node:path';
import { exitCodes } from '@videoexpress/host';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { z } from 'zod';
import type { Cli } from '../cli.ts';
import { type Failure, usageFailure } from '../failure.ts';
import { runQuietly } from './run-quietly.ts';
import { pickPythonEnvironment } from './python-environment.ts';

/** A Python that the worker can run on. */
export interface FoundPython {
  /** The program itself, absolute. */
  readonly path: string;
  /** As `3.12`. */
  readonly version: string;
  /** Version, kind and machine in one word: what a virtual environment is made for. */
  readonly tag: string;
}

/** The oldest that the worker is written for, and the newest that torch is built for. */
const oldest = [3, 11] as const;
const newest = [3, 14] as const;
const names = ['python3.13', 'python3.12', 'python3.11', 'python3.14', 'python3', 'python'];
const answerWithinMs = 20_000;

const question = `
import json, platform, sys
try:
    import ensurepip, venv
    makes_venv = True
except ImportError:
    makes_venv = False
print(json.dumps({"path": sys.executable, "version": list(sys.version_info[:3]), "makesVenv": makes_venv,
                  "tag": f"{sys.implementation.name}-{platform.python_version()}-{platform.machine()}"}))
`;
const answerSchema = z.object({
  path: z.string().min(1),
  version: z.tuple([z.int(), z.int(), z.int()]),
  makesVenv: z.boolean(),
  tag: z.string(),
});
type Answer = z.infer<typeof answerSchema>;

/**
 * Looks for a Python: the one that was named, or the first on PATH that will do.
 *
 * @param wantsVenv whether it has to be able to make virtual environments
 */
export async function findPython(
  cli: Pick<Cli, 'machine' | 'cwd'>,
  named: string | null,
  { wantsVenv }: { readonly wantsVenv: boolean },
): Promise<Result<FoundPython, Failure>> {
  if (named !== null) {
    // A word without a slash is looked for on PATH, as a shell does.
    const program = named.includes('/') && !isAbsolute(named) ? resolve(cli.cwd, named) : named;
    const said = await ask(cli, program);
    if (said === null) return err(usageFailure(`--python ${named} is no Python that can be started.`, versionsHint));
    const trouble = troubleWith(said, wantsVenv);
    if (trouble === null) return ok(asFound(said));
    return err(usageFailure(`--python ${named}: ${trouble}`, wayTo(trouble)));
  }
  let seen: string | null = null;
  for (const name of names) {
    const said = await ask(cli, name);
    if (said === null) continue;
    const trouble = troubleWith(said, wantsVenv);
    if (trouble === null) return ok(asFound(said));
    seen ??= trouble;
  }
  return err({
    exitCode: exitCodes.error,
    code: 'python_missing',
    message:
      seen === null ? 'The worker needs Python, and none is on PATH.' : `The worker needs another Python: ${seen}`,
    fix: wayTo(seen),
  });
}

async function ask({ machine }: Pick<Cli, 'machine'>, program: string): Promise<Answer | null> {
  const env = pickPythonEnvironment(machine.env);
  const ended = await runQuietly(program, ['-c', question], { env, timeoutMs: answerWithinMs });
  if (ended.code !== 0) return null;
  try {
    return answerSchema.parse(JSON.parse(ended.stdout));
  } catch {
    return null;
  }
}

const versionsHint = `Python ${oldest.join('.')} to ${newest.join('.')} will do: give its path behind --python.`;
const noVenv = 'it cannot make virtual environments.';

function troubleWith({ version: [major, minor], makesVenv }: Answer, wantsVenv: boolean): string | null {
  const isOld = major < oldest[0] || (major === oldest[0] && minor < oldest[1]);
  const isNew = major > newest[0] || (major === newest[0] && minor > newest[1]);
  if (isOld || isNew)
    return `it is Python ${major}.${minor}, and ${oldest.join('.')} to ${newest.join('.')} are needed.`;
  return wantsVenv && !makesVenv ? noVenv : null;
}

function wayTo(trouble: string | null): string {
  if (trouble === noVenv) return 'Install python3-venv: sudo apt install python3-venv (or what your system calls it).';
  return `Install one, as with: sudo apt install python3 python3-venv. ${versionsHint}`;
}

function asFound({ path, version: [major, minor], tag }: Answer): FoundPython {
  return { path, version: `${major}.${minor}`, tag };
}
