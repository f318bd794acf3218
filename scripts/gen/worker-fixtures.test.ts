import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jobKinds } from '../../packages/job-schema/src/job-kinds/index.ts';
import { workerErrorSchema, workerOrderSchema } from '../../packages/job-schema/src/worker/index.ts';

function fixture(kind: string): Record<string, unknown> {
  const text = readFileSync(new URL(`../../runpod-worker/fixtures/${kind}.json`, import.meta.url), 'utf8');
  return JSON.parse(text) as Record<string, unknown>;
}

describe('the orders that daemon and worker both read', () => {
  const rendered = jobKinds.filter((kind) => kind.output !== null).map((kind) => kind.id);

  it.each(rendered)('%s has one, in which every field is said', (kind) => {
    const order = fixture(kind);
    // Read and written again it is the same: nothing is filled in, nothing falls away.
    expect(workerOrderSchema.parse(order)).toEqual(order);
    expect(order['kind']).toBe(kind);
  });

  it.each([
    ['another version', { schema_version: 2 }, 'schema_version'],
    ['a field that nobody knows', { guidance: 5 }, ''],
    ['a seed beyond 32 bits', { seed: 2 ** 32 }, 'seed'],
    ['an empty prompt', { prompt: '  ' }, 'prompt'],
    ['a link into the file system', { loras: [{ url: 'file:///etc/passwd', sha256: 'a'.repeat(64) }] }, 'loras.0.url'],
    [
      'six LoRAs',
      { loras: Array.from({ length: 6 }, () => ({ url: 'https://a.example', sha256: 'a'.repeat(64) })) },
      'loras',
    ],
  ])('are refused with %s, and the field is named', (_what, change, path) => {
    const parsed = workerOrderSchema.safeParse({ ...fixture('text_to_video'), ...change });
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });
});

it('an error of the worker carries a code of the list', () => {
  const error = {
    type: 'error',
    schema_version: 1,
    worker_version: '1',
    code: 'OUT_OF_MEMORY',
    message: '',
    field: null,
  };
  expect(workerErrorSchema.safeParse(error).success).toBe(true);
  expect(workerErrorSchema.safeParse({ ...error, code: 'OOM' }).success).toBe(false);
});
