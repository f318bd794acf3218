import { type SecretName, secretNames } from '@videoexpress/job-schema';
import type { HostConfig, SetVariable } from '../config/host-config.ts';

/** The secrets that the environment or a `.env` sets, as they were read at the start. */
export function outsideSecrets({
  variables,
}: Pick<HostConfig, 'variables'>): Readonly<Partial<Record<SecretName, SetVariable>>> {
  return Object.fromEntries(
    secretNames.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])),
  );
}
