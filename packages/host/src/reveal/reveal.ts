import { basename, dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { runOpener } from './run-opener.ts';

/** What is to be shown, as an absolute path: a file in its folder, or a folder. */
export interface RevealTarget {
  readonly path: string;
  readonly kind: 'file' | 'folder';
}

export interface RevealSources {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Why nothing could be shown: one sentence that names the path, so that a person finds it without help. */
export interface RevealError {
  readonly code: 'cannot_reveal';
  readonly detail: string;
}

/** One way of showing it. The ways of a system are tried in order. */
interface Opener {
  readonly program: string;
  readonly args: readonly string[];
  /** Explorer leaves with 1 when all went well. */
  readonly anyExitCode?: true;
}

/**
 * Shows a file or a folder in the file manager of this machine. Programs are started with lists of arguments and without
 * a shell; they get what finds the desktop, and no secret.
 */
export async function reveal(target: RevealTarget, sources: RevealSources): Promise<Result<null, RevealError>> {
  const { platform, env } = sources;
  const isHeadless = platform !== 'darwin' && platform !== 'win32' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY'];
  if (isHeadless) return cannot(`The daemon runs without a desktop. ${whereItIs(target)}`);
  for (const opener of openersOf(target, platform)) {
    const end = await runOpener(opener.program, opener.args, env);
    if (end === 'well' || (end === 'badly' && opener.anyExitCode === true)) return ok(null);
  }
  return cannot(`The file manager could not be opened. ${whereItIs(target)}`);
}

function openersOf({ path, kind }: RevealTarget, platform: NodeJS.Platform): readonly Opener[] {
  switch (platform) {
    case 'darwin':
      return [{ program: 'open', args: kind === 'file' ? ['-R', path] : [path] }];
    case 'win32':
      return [{ program: 'explorer.exe', args: kind === 'file' ? ['/select,', path] : [path], anyExitCode: true }];
    default: {
      const folder = kind === 'file' ? dirname(path) : path;
      const showItem = { program: 'dbus-send', args: showItemArguments(path) };
      return [...(kind === 'file' ? [showItem] : []), { program: 'xdg-open', args: [folder] }];
    }
  }
}

/** Asks the file manager over D-Bus (freedesktop.org, file manager interface), which also selects the file. */
function showItemArguments(path: string): readonly string[] {
  // dbus-send splits lists at commas, which a file's name may have.
  const url = pathToFileURL(path).href.replaceAll(',', '%2C');
  return [
    '--session',
    '--print-reply',
    '--reply-timeout=2000',
    '--dest=org.freedesktop.FileManager1',
    '--type=method_call',
    '/org/freedesktop/FileManager1',
    'org.freedesktop.FileManager1.ShowItems',
    `array:string:${url}`,
    'string:',
  ];
}

function whereItIs({ path, kind }: RevealTarget): string {
  return kind === 'file' ? `${basename(path)} lies in ${dirname(path)}.` : `The folder is ${path}.`;
}

function cannot(detail: string): Result<never, RevealError> {
  return err({ code: 'cannot_reveal', detail });
}
