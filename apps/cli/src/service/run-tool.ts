import { spawn } from 'node:child_process';
import type { Machine } from '@videoexpress/host';

/** What a program of the system said; `code` is null where it is not there, or did not end in time. */
export interface ToolEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const limitMs = 30_000;

/** What finds a person's own service manager. No secret of the shell is handed on. */
const passedOn =
  /^(PATH|HOME|USER|LOGNAME|USERNAME|USERPROFILE|LANG|LC_ALL|TMPDIR|TEMP|TMP|SYSTEMROOT|WINDIR|PATHEXT|XDG_.*|DBUS_.*)$/i;

/** Runs a program of the system to its end, without a shell. Never rejects. */
export function runTool(program: string, args: readonly string[], env: Machine['env']): Promise<ToolEnd> {
  return new Promise((resolve) => {
    const picked = Object.fromEntries(Object.entries(env).filter(([name]) => passedOn.test(name)));
    const child = spawn(program, args, {
      env: picked,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: limitMs,
      windowsHide: true,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', (error) => resolve({ code: null, stdout, stderr: error.message }));
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
