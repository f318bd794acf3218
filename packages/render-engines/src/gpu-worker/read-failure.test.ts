import { workerErrorCodes } from '@videoexpress/job-schema/worker';
import { describe, expect, it } from 'vitest';
import { readFailure } from './read-failure.ts';

const ours = (code: string, message: string, field: string | null = null, schema_version = 1) =>
  JSON.stringify({ type: 'error', schema_version, worker_version: '0.1.0', code, message, field });

describe('readFailure', () => {
  it.each(Object.keys(workerErrorCodes))('has plain words for %s', (code) => {
    const read = readFailure(ours(code, 'said so'));
    expect(read.detail).toContain(code);
    expect(read.what).toMatch(/^The .*\.$/);
    expect(read.way).toMatch(/\.$/);
  });

  it('names the field of a refused input, in the log and to the person', () => {
    expect(readFailure(ours('INVALID_INPUT', 'Width is not on the grid', 'width'))).toEqual({
      code: 'input_rejected',
      detail: 'INVALID_INPUT (width): Width is not on the grid',
      what: 'The GPU worker refused the input. Width is not on the grid.',
      way: 'Change it and generate again.',
    });
  });

  it("keeps the SDK's traceback, host and paths away from everyone", () => {
    const raw = JSON.stringify({
      error_type: "<class 'ValueError'>",
      error_message: 'boom',
      error_traceback: 'File "/app/secret.py"',
      hostname: 'pod-1',
    });
    const read = readFailure(raw);
    expect(read).toMatchObject({ code: 'engine_failed', detail: 'ValueError: boom' });
    expect(JSON.stringify(read)).not.toContain('pod-1');
    expect(JSON.stringify(read)).not.toContain('secret.py');
  });

  it.each([
    ['plain text', 'something broke', 'something broke'],
    ['nothing', undefined, 'The worker gave no reason.'],
    ['null', null, 'The worker gave no reason.'],
    ['an object', { odd: true }, '{"odd":true}'],
    ['half a JSON', '{"type":"error"', '{"type":"error"'],
    ['a code nobody knows', ours('SUNSPOTS', 'x'), ours('SUNSPOTS', 'x')],
  ])('takes %s for a failure without a name', (_name, raw, detail) => {
    expect(readFailure(raw)).toMatchObject({ code: 'engine_failed', detail });
  });

  it('recognises memory that ran out in any text', () => {
    expect(readFailure('CUDA out of memory. Tried to allocate 2 GiB').what).toBe('The GPU ran out of memory.');
  });

  it('says when a worker speaks another version', () => {
    expect(readFailure(ours('INTERNAL', 'x', null, 7)).way).toContain('version 7');
  });

  it('cuts what is endless', () => {
    expect(readFailure('x'.repeat(10_000)).detail.length).toBeLessThan(600);
  });
});
