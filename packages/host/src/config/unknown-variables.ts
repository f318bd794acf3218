import { readEnvFile } from './env-file.ts';
import { knownVariables } from './known-variables.ts';
import type { Environment } from './machine.ts';

/** A variable that is set and that nothing reads: misspelt, or of another program. Never with its value. */
export interface UnknownVariable {
  readonly name: string;
  /** The `.env` that sets it; null: the environment. */
  readonly file: string | null;
}

const ownPrefix = 'VIDEOEXPRESS_';

/** All of them in the given `.env` files; of the environment, where everything else lives too, those with our name. */
export function unknownVariables(envFiles: readonly string[], env: Environment): readonly UnknownVariable[] {
  const known = new Set<string>([
    ...knownVariables.flatMap((variable) =>
      'oldName' in variable ? [variable.name, variable.oldName] : [variable.name],
    ),
    // Read by the set-up and the launcher alone.
    'VIDEOEXPRESS_CACHE',
    // Read by worker start alone, in a machine that may have no studio.
    'VIDEOEXPRESS_WORKER_TOKEN',
  ]);
  const inFiles = envFiles.flatMap((file) => {
    const read = readEnvFile(file);
    return read.ok ? Object.keys(read.value).map((name) => ({ name, file })) : [];
  });
  const ours = Object.keys(env).filter((name) => name.startsWith(ownPrefix));
  return [...inFiles, ...ours.map((name) => ({ name, file: null }))].filter(({ name }) => !known.has(name));
}
