/** How the person would call a command again, as they called this one. */
export interface CallStyle {
  /** The `--data-dir` as it was given; null for the usual folders. */
  readonly dataDir: string | null;
  /** By `npx videoexpress` or `npm start`: a clone puts no `videoexpress` on the path. */
  readonly viaNpm: boolean;
}

const commandForStudio =
  /\bvideoexpress (?:start|stop|restart|status|open|logs|(?:jobs|assets|secrets) \w+(?: [0-9a-f]{8})*)(?= |,|$)/g;
const anyCommand = /(?<!npx )\bvideoexpress (?=[a-z-])/g;

/** The commands that a hint names, ready to be copied: for the studio that this command was for, and found by the shell. */
export function hintFor(text: string, { dataDir, viaNpm }: CallStyle): string {
  const placed = dataDir === null ? text : text.replace(commandForStudio, `$& --data-dir ${quoted(dataDir)}`);
  return viaNpm ? placed.replace(anyCommand, 'npx videoexpress ') : placed;
}

function quoted(folder: string): string {
  // `$` has a meaning in a replacement text.
  return (/^[\w./:@+~-]+$/.test(folder) ? folder : `'${folder}'`).replaceAll('$', '$$$$');
}
