/** How the person would call a command again, as they called this one. */
export interface CallStyle {
  /** The `--data-dir` as it was given; null for the usual folders. */
  readonly dataDir: string | null;
  /** What stands before the command: `videoexpress`, or what npx was asked for where it is not on the path. */
  readonly calledAs: string;
}

const ownName = 'videoexpress';
const commandForStudio =
  /\bvideoexpress (?:start|stop|restart|status|open|logs|(?:jobs|assets|secrets|config|worker) \w+(?: [0-9a-f]{8})*)(?= |,|$)/g;
const anyCommand = /(?:\bnpx )?\bvideoexpress (?=[a-z-])/g;

/** The commands that a hint names, ready to be copied: for the studio that this command was for, and found by the shell. */
export function hintFor(text: string, { dataDir, calledAs }: CallStyle): string {
  const placed = dataDir === null ? text : text.replace(commandForStudio, `$& --data-dir ${quoted(dataDir)}`);
  return calledAs === ownName ? placed : placed.replace(anyCommand, () => `${calledAs} `);
}

/**
 * How the person called this program. Another package of this name is not ours, so `npx videoexpress` is only said where
 * it finds this very one.
 * @param npxPackage what npx was asked for; null: not run out of npx's own folder
 * @param byNpm run by npm, which is so for `npx` and `npm start` in a clone
 */
export function callOf(npxPackage: string | null, byNpm: boolean): string {
  if (npxPackage !== null) return `npx ${shellQuoted(npxPackage)}`;
  return byNpm ? `npx ${ownName}` : ownName;
}

function shellQuoted(text: string): string {
  return /^[\w./:@+~-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The same for a replacement text, where `$` has a meaning. */
function quoted(folder: string): string {
  return shellQuoted(folder).replaceAll('$', '$$$$');
}
