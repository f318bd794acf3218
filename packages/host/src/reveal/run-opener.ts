import { spawn } from 'node:child_process';

/** An opener that has not left by then shows something: some stay for as long as their window. */
const settledAfterMs = 3_000;

/** What a program needs to find the desktop of this session, and its programs. */
const passedOn: ReadonlySet<string> = new Set([
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'LC_ALL',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'DBUS_SESSION_BUS_ADDRESS',
  'DESKTOP_SESSION',
  'KDE_FULL_SESSION',
  'KDE_SESSION_VERSION',
  // Windows
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'PATHEXT',
]);

/**
 * Starts a program that shows something and waits until it has: `badly` where it says so by its exit code, `not at all`
 * where it is not there.
 */
export function runOpener(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<'well' | 'badly' | 'not at all'> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true, shell: false, env: desktopEnvironment(env) });
    const settled = setTimeout(() => resolve('well'), settledAfterMs);
    child.once('error', () => {
      clearTimeout(settled);
      resolve('not at all');
    });
    child.once('exit', (code) => {
      clearTimeout(settled);
      resolve(code === 0 ? 'well' : 'badly');
    });
    child.unref();
  });
}

function desktopEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    const isPassedOn = passedOn.has(name.toUpperCase()) || name.startsWith('XDG_');
    if (value !== undefined && isPassedOn) picked[name] = value;
  }
  return picked;
}
