import type { Printer } from '../../printer/printer.ts';

/** Says which secrets have to be entered again, each as the command that does it. */
export function adviseSecrets(printer: Printer, names: readonly string[], opening: string): void {
  if (names.length === 0) return;
  printer.note(opening);
  for (const name of names) printer.note(`  videoexpress secrets set ${name}`);
}
