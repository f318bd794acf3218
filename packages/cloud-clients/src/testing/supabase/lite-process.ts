import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { endProgram, untilItSays } from './until-it-says.ts';

export interface LiteProcess {
  kill(): Promise<void>;
}

/**
 * Starts `lite start` for the project in `folder`. It says nothing of itself to anybody, and nobody is let in without a key.
 * @param program a folder whose `node_modules` has it
 */
export async function startLite(program: string, folder: string): Promise<LiteProcess> {
  const entry = join(program, 'node_modules', '@supabase', 'lite', 'dist', 'cli', 'index.js');
  const child = spawn(process.execPath, [entry, 'start', '--no-admin', '--host', '127.0.0.1'], {
    cwd: folder,
    env: { ...process.env, LITE_TELEMETRY: '0', DO_NOT_TRACK: '1', NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await untilItSays(child, 'Ready in');
  return { kill: () => endProgram(child, 'SIGKILL') };
}
