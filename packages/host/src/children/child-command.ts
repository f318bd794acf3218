/**
 * How the program starts a child of its own bundle: `execPath ...execArgv entry child <task>`. The one who knows the
 * bundle (the daemon) makes it; the environment is handed in because only `config` reads the process's own.
 */
export type ChildCommand = {
  /** The Node binary, absolute. */
  readonly execPath: string;
  /** Node's own options, for example `--conditions=source`. */
  readonly execArgv: readonly string[];
  /** The script whose `child <task>` command calls `serveChildTask`, absolute. */
  readonly entry: string;
  /** The daemon's environment. Only the names of `childEnvironmentNames` are passed on. */
  readonly env: Readonly<Record<string, string | undefined>>;
};

/**
 * What a child needs of the environment: to find its folders, to write its temporary files and, on Windows, to start at
 * all. Everything else stays behind, so that no secret reaches a process that reads strangers' files.
 */
export const childEnvironmentNames = [
  'PATH',
  'HOME',
  'TMPDIR',
  'LANG',
  'LC_ALL',
  'TZ',
  // Windows
  'TEMP',
  'TMP',
  'USERPROFILE',
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'PATHEXT',
  'COMSPEC',
  'NUMBER_OF_PROCESSORS',
] as const;

const allowedNames: ReadonlySet<string> = new Set(childEnvironmentNames);

/** The part of an environment that a child is given. Names are compared without case: Windows writes `Path`. */
export function pickChildEnvironment(env: ChildCommand['env']): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && allowedNames.has(name.toUpperCase())) picked[name] = value;
  }
  return picked;
}
