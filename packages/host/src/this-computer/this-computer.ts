import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { resolve } from 'node:path';

/** A system tool that takes longer is done without. */
const patienceMs = 3000;

/** This computer as others may know it. */
export interface ComputerFacts {
  readonly name: string;
  /** A hash: tells this computer and this data folder from others, and nothing about them. */
  readonly mark: string;
}

/** Runs a system tool; null when it is not there or says nothing in time. */
export type RunTool = (file: string, args: readonly string[]) => Promise<string | null>;

export interface ComputerSources {
  readonly platform: NodeJS.Platform;
  readonly dataFolder: string;
  readonly run?: RunTool;
}

/**
 * Finds out once what tells this computer from others. A folder that was copied to another computer shows another mark,
 * a database that came back from a backup the same one.
 */
export function createThisComputer(sources: ComputerSources): () => Promise<ComputerFacts> {
  let found: Promise<ComputerFacts> | null = null;
  return () => {
    found ??= look(sources);
    return found;
  };
}

async function look({ platform, dataFolder, run = runTool }: ComputerSources): Promise<ComputerFacts> {
  const name = hostname();
  const parts = [name, userName(), resolve(dataFolder), (await systemId(platform, run)) ?? ''];
  const mark = createHash('sha256').update('videoexpress computer ').update(parts.join('\n')).digest('hex');
  return { name: plainName(name), mark };
}

async function systemId(platform: NodeJS.Platform, run: RunTool): Promise<string | null> {
  if (platform === 'linux') return readFile('/etc/machine-id', 'utf8').catch(() => null);
  if (platform === 'darwin') {
    const said = await run('/usr/sbin/ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice']);
    return /"IOPlatformUUID" = "([^"]+)"/.exec(said ?? '')?.[1] ?? null;
  }
  if (platform === 'win32') {
    const said = await run('reg', ['query', String.raw`HKLM\SOFTWARE\Microsoft\Cryptography`, '/v', 'MachineGuid']);
    return /MachineGuid\s+REG_SZ\s+(\S+)/.exec(said ?? '')?.[1] ?? null;
  }
  return null;
}

function runTool(file: string, args: readonly string[]): Promise<string | null> {
  return new Promise((done) => {
    execFile(file, [...args], { timeout: patienceMs, windowsHide: true }, (error, stdout) =>
      done(error === null ? stdout : null),
    );
  });
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an entry in the password file, as in some containers.
    return '';
  }
}

/** As a person would say it: `studio-mac.local` is “studio-mac”. */
function plainName(name: string): string {
  const plain = name.replace(/\.(?:local|lan|home|localdomain)$/i, '').slice(0, 80);
  return plain === '' ? 'This computer' : plain;
}
