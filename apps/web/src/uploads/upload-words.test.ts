import { maxUploadBytes } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { countUploads, type Upload } from './upload.ts';
import { countWords, failureOf, faultOfFile } from './upload-words.ts';

describe('what is wrong with a file before it is sent', () => {
  it('is that it is empty or too large', () => {
    expect(faultOfFile({ size: 1 })).toBeNull();
    expect(faultOfFile({ size: maxUploadBytes })).toBeNull();
    expect(faultOfFile({ size: 0 })?.reason).toBe('The file is empty.');
    expect(faultOfFile({ size: 3.1e9 })?.reason).toBe('It has 3.1 GB, at most 2 GB are taken.');
  });
});

describe('why an upload failed', () => {
  it('says how far it came, and that nothing was kept', () => {
    const cut = failureOf({ code: 'unreachable', detail: 'The connection was cut.' }, 0.437);
    expect(cut).toEqual({ kind: 'failed', reason: 'Cut off at 43 %. Nothing was kept.', canRetry: true });
    const away = failureOf({ code: 'unreachable', detail: 'The connection was cut.' }, 0);
    expect(away.reason).toBe('The studio does not answer. Nothing was kept.');
  });

  it('takes the daemon’s own words, and offers no second try where the file is at fault', () => {
    const problem = { type: '', title: 'Not valid', status: 400, detail: 'file: It is not a video.' };
    const errors = [{ path: 'file', message: 'It is not a video.' }];
    const refused = failureOf({ code: 'problem', problem: { ...problem, code: 'invalid_input', errors } }, 1);
    expect(refused).toEqual({ kind: 'failed', reason: 'It is not a video.', canRetry: false });
    const full = failureOf(
      { code: 'problem', problem: { ...problem, code: 'disk_full', detail: 'The disk is full.' } },
      1,
    );
    expect(full).toEqual({ kind: 'failed', reason: 'The disk is full.', canRetry: true });
  });
});

describe('how all uploads stand', () => {
  const upload = (kind: 'waiting' | 'failed', id: number): Upload => ({
    id,
    name: 'fox.png',
    bytes: 1,
    state: kind === 'waiting' ? { kind } : { kind, reason: 'No.', canRetry: false },
  });

  it('is said in one line', () => {
    expect(countWords({ all: 50, added: 12, failed: 0, unended: 38 })).toBe('12 of 50 added');
    expect(countWords({ all: 50, added: 47, failed: 3, unended: 0 })).toBe('47 of 50 added, 3 not');
    expect(countWords({ all: 50, added: 50, failed: 0, unended: 0 })).toBe('50 added');
    const counts = countUploads([upload('waiting', 1), upload('failed', 2)]);
    expect(counts).toEqual({ all: 2, added: 0, failed: 1, unended: 1 });
  });
});
