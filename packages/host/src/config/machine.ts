import { homedir } from 'node:os';

/** Names to values, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the rest needs to know of the machine to find its folders and settings. Tests pass one of their own. */
export interface Machine {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  /** The person's home folder, or `''` where there is none. */
  readonly homeDir: string;
}

function homeFolder(): string {
  try {
    return homedir();
  } catch {
    // A user id without an entry in the password file, as in some containers.
    return '';
  }
}

/** This machine. Only this folder reads `process.env`; everything else is handed what it needs. */
export function thisMachine(): Machine {
  return Object.freeze({ env: Object.freeze({ ...process.env }), platform: process.platform, homeDir: homeFolder() });
}
