import { describe, expect, it } from 'vitest';
import { ChildCrash } from './child-crash.ts';

describe('the crash of a child', () => {
  it('is a bug of its task, with the place in the child', () => {
    const bug = { name: 'TypeError', stack: 'TypeError: x\n    at draw (dist/draw.js:1:2)' };
    expect(ChildCrash.of('draw', { kind: 'failed', message: 'x', bug })).toMatchObject(bug);
  });

  it('is a signal that native code brought upon it', () => {
    expect(ChildCrash.of('decode', { kind: 'killed', signal: 'SIGSEGV' })).toMatchObject({ code: 'SIGSEGV' });
    expect(ChildCrash.of('decode', { kind: 'killed', signal: '0xC0000005' })).not.toBeNull();
  });

  it.each([
    { kind: 'done', result: 1 },
    { kind: 'failed', message: 'This is no video.', code: 'not_a_video' },
    { kind: 'killed', signal: 'SIGKILL' },
    { kind: 'killed', signal: 'SIGABRT', tooLarge: true },
    { kind: 'timeout', afterMs: 1 },
    { kind: 'aborted' },
  ] as const)('is none where it ended as %o', (end) => {
    expect(ChildCrash.of('decode', end)).toBeNull();
  });
});
