import { fileURLToPath } from 'node:url';
import type { ChildCommand } from '../../children/child-command.ts';

function commandOf(entry: string): ChildCommand {
  return {
    execPath: process.execPath,
    execArgv: ['--conditions=source'],
    entry: fileURLToPath(new URL(entry, import.meta.url)),
    env: { PATH: process.env['PATH'] },
  };
}

/** Runs the real media tasks. */
export const mediaCommand = commandOf('./media-child.ts');
/** Runs media tasks that hang, crash or meet a full disk. */
export const brokenMediaCommand = commandOf('./broken-media-child.ts');
