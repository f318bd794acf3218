import { knownVariables } from '@videoexpress/host';
import { findSecret, type SecretName } from '@videoexpress/job-schema';

/** What is to become of one line of a `.env`. */
export type PlannedLine =
  | { readonly name: string; readonly kind: 'secret'; readonly secret: SecretName; readonly value: string }
  /** Known, and with no other place yet than the environment. */
  | { readonly name: string; readonly kind: 'stays'; readonly detail: string }
  | { readonly name: string; readonly kind: 'unknown'; readonly detail: string };

/** Read by the set-up and the launcher alone, before any file is. */
const setUpVariable = 'VIDEOEXPRESS_CACHE';

/** Decides it for each line, by name. */
export function planImport(values: ReadonlyMap<string, string>): readonly PlannedLine[] {
  const byName = [...values].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return byName.map(([name, value]): PlannedLine => {
    const secret = findSecret(name);
    if (secret !== undefined && name !== secret.name && values.has(secret.name)) {
      return { name, kind: 'stays', detail: `Its new name, ${secret.name}, is in the file too, and that one counts.` };
    }
    if (secret !== undefined) return { name, kind: 'secret', secret: secret.name, value };
    if (name === setUpVariable) {
      return { name, kind: 'stays', detail: 'Only the set-up reads it; keep it in the environment.' };
    }
    if (knownVariables.some((variable) => variable.name === name)) {
      return { name, kind: 'stays', detail: 'It is no secret, and has no other place yet. Leave it in the .env.' };
    }
    return { name, kind: 'unknown', detail: 'VideoExpress does not know it.' };
  });
}
