import { describe, expect, it } from 'vitest';
import { describeVariables } from './describe-variables.ts';

describe('what is set outside', () => {
  it('is told by name and source, and never with the value of a secret', () => {
    const described = describeVariables({
      VIDEOEXPRESS_PORT: { value: '8123', source: 'env_file' },
      RUNPOD_API_KEY: { value: 'rpa_very_secret', source: 'environment' },
    });
    expect(described.map(({ name, source, value }) => [name, source, value])).toEqual([
      ['RUNPOD_API_KEY', 'environment', null],
      ['VIDEOEXPRESS_PORT', 'env_file', '8123'],
    ]);
    expect(JSON.stringify(described)).not.toContain('very_secret');
  });
});
