import { isOwnSecretName, ownKeyAdvice } from '@videoexpress/job-schema';
import type { Printer } from '../../printer/printer.ts';

/** Says which secrets have to be entered again, each as the command that does it. */
export function adviseSecrets(printer: Printer, names: readonly string[], opening: string): void {
  if (names.length === 0) return;
  printer.note(opening);
  for (const name of names.filter((each) => !isOwnSecretName(each))) printer.note(`  videoexpress secrets set ${name}`);
  if (names.some(isOwnSecretName)) printer.note(ownKeyAdvice);
}
