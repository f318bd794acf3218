import { type SecretName, secretNames } from '@videoexpress/job-schema';
import { knownVariables } from '../config/known-variables.ts';
import { passwordsIn } from '../config/url-credentials.ts';
import type { HostConfig, SetVariable } from '../config/host-config.ts';

/** The secrets that the environment or a `.env` sets, as they were read at the start. */
export function outsideSecrets({
  variables,
}: Pick<HostConfig, 'variables'>): Readonly<Partial<Record<SecretName, SetVariable>>> {
  return Object.fromEntries(
    secretNames.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])),
  );
}

/** Everything in the environment that must not leave the process: the secrets, and passwords written into addresses. */
export function outsideValuesToHide({ variables }: Pick<HostConfig, 'variables'>): readonly string[] {
  return knownVariables.flatMap(({ name, secret }) => {
    const value = variables[name]?.value;
    if (value === undefined) return [];
    return secret ? [value] : passwordsIn(value);
  });
}
