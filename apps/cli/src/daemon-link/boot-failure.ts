import { readFileSync } from 'node:fs';
import { exitCodes, portHolder, type ExitCode, type Folders } from '@videoexpress/host';
import type { Failure } from '../failure.ts';

/** The port is another program's, named where the system says which. */
export async function portTakenFailure(port: number): Promise<Failure> {
  const holder = await portHolder(port);
  const who = holder === null ? 'another program' : `${holder.name} (process ${holder.pid})`;
  return {
    exitCode: exitCodes.portTaken,
    code: 'port_taken',
    message: `Port ${port} is taken by ${who}.`,
    fix: `End that program, or choose another port with: --port ${port === 65_535 ? port - 1 : port + 1}`,
  };
}

/** The port for workers is another program's; the daemon said which. */
function doorTakenFailure(said: string): Failure {
  const fix = 'End that program, or choose another port behind --worker-listen.';
  return { exitCode: exitCodes.portTaken, code: 'port_taken', message: said.trim(), fix };
}

const causes: Readonly<Partial<Record<number, string>>> = {
  [exitCodes.lockedByAnother]: 'Another daemon holds this data folder.',
  [exitCodes.configurationInvalid]: 'The configuration is invalid.',
  [exitCodes.databaseUnusable]: 'The database cannot be used.',
};

/** A daemon of our own that ended before it was ready, in the words that it left in the boot log. */
export async function bootFailure(exitCode: number | null, port: number, folders: Folders): Promise<Failure> {
  const said = lastLines(folders.bootLog);
  const ofDoor = said.split('\n').find((line) => line.includes('--worker-listen: '));
  if (exitCode === exitCodes.portTaken) return ofDoor === undefined ? portTakenFailure(port) : doorTakenFailure(ofDoor);
  const known = Object.values(exitCodes).find((code): code is ExitCode => code === exitCode && code !== exitCodes.done);
  const cause = causes[exitCode ?? -1] ?? 'The daemon ended before it was ready.';
  return {
    exitCode: known ?? exitCodes.error,
    code: 'start_failed',
    message: said === '' ? cause : said,
    fix: `More is in ${folders.logs}`,
  };
}

function lastLines(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim().split('\n').slice(-8).join('\n');
  } catch {
    return '';
  }
}
