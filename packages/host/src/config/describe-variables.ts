import type { OutsideSetting } from '@videoexpress/job-schema';
import type { HostConfig } from './host-config.ts';
import { withoutCredentials } from './url-credentials.ts';
import { knownVariables } from './known-variables.ts';

/** The known variables that are set outside the studio, without the value of any secret. */
export function describeVariables(variables: HostConfig['variables']): readonly OutsideSetting[] {
  return knownVariables.flatMap(({ name, secret, usedFor }) => {
    const set = variables[name];
    if (set === undefined) return [];
    return [{ name, source: set.source, usedFor, value: secret ? null : withoutCredentials(set.value) }];
  });
}
