import { findSecret, secretDefinitions } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { knownVariables } from './known-variables.ts';

describe('the list of secrets', () => {
  it('is the same as that of the variables that hold one', () => {
    const variables = knownVariables.filter(({ secret }) => secret).map(({ name }) => name);
    expect(secretDefinitions.map(({ name }) => name).toSorted()).toEqual(variables.toSorted());
  });

  it('finds each by its name and by the one it had before', () => {
    for (const variable of knownVariables) {
      if (!variable.secret) continue;
      expect(findSecret(variable.name)?.name).toBe(variable.name);
      if ('oldName' in variable) expect(findSecret(variable.oldName)?.name).toBe(variable.name);
    }
    expect(findSecret('VIDEOEXPRESS_PORT')).toBeUndefined();
  });
});
