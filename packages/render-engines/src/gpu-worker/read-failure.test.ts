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

  const link = 'https://abc.r2.cloudflarestorage.com/clips/renders/a.mp4?X-Amz-Signature=0123456789abcdef&x=1';

  it.each([
    ['plain text', `PUT ${link} answered 403`],
    [
      'the traceback of its HTTP client',
      JSON.stringify({ error_type: 'HTTPError', error_message: `403 for url: ${link}` }),
    ],
    [
      'the words of urllib3',
      `Max retries exceeded with url: ${new URL(link).pathname}${new URL(link).search} (Caused by …`,
    ],
    ['a message of its own', ours('UPLOAD_FAILED', `No answer from ${link}.`)],
    ['a message that a person reads', ours('INVALID_INPUT', `Cannot fetch ${link}`, 'image')],
    ['a link that the cut goes through', `${'x'.repeat(440)} ${link}`],
  ])('quotes no link by which anyone could write or read: %s', (_name, raw) => {
    const read = JSON.stringify(readFailure(raw));
    expect(read).toContain('renders');
    expect(read).not.toContain('X-Amz');
    expect(read).not.toContain('01234');
  });

  it('quotes no link of the listener for workers either', () => {
    const token = 'A'.repeat(43);
    expect(JSON.stringify(readFailure(`PUT http://127.0.0.1:8124/files/${token} answered 410`))).not.toContain(token);
  });

  it('cuts what is endless', () => {
    expect(readFailure('x'.repeat(10_000)).detail.length).toBeLessThan(600);
  });
});
