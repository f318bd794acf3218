import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clipName, planOutput, settleFile, temporaryPathFor } from './output-file.ts';
import type { GenerateRequest } from './request.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-output-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function wish(changes: Partial<GenerateRequest> = {}): GenerateRequest {
  return {
    kind: 'text_to_video',
    prompt: 'A red fox',
    engine: null,
    imageFile: null,
    durationSeconds: null,
    size: null,
    seed: null,
    settings: new Map(),
    output: null,
    overwrite: false,
    detach: false,
    ...changes,
  };
}

describe('where the clip goes', () => {
  it('is here, named by the prompt, unless said otherwise', () => {
    expect(planOutput(wish(), folder)).toMatchObject({
      value: { path: join(folder, 'A red fox.mp4'), mayRename: true },
    });
    expect(planOutput(wish({ output: 'x.mp4' }), folder)).toMatchObject({
      value: { path: join(folder, 'x.mp4'), mayRename: false },
    });
    expect(planOutput(wish({ output: '.' }), folder)).toMatchObject({
      value: { path: join(folder, 'A red fox.mp4'), mayRename: true },
    });
  });

  it('is refused beforehand where it cannot be written', () => {
    expect(planOutput(wish({ output: 'no/such/x.mp4' }), folder)).toMatchObject({ ok: false, error: { exitCode: 2 } });
    writeFileSync(join(folder, 'x.mp4'), 'precious');
    expect(planOutput(wish({ output: 'x.mp4' }), folder)).toMatchObject({ ok: false, error: { code: 'file_exists' } });
    expect(planOutput(wish({ output: 'x.mp4', overwrite: true }), folder)).toMatchObject({
      ok: true,
      value: { overwrite: true },
    });
  });
});

describe('giving the finished file its name', () => {
  const finished = (path: string): string => {
    const temporary = temporaryPathFor(path);
    writeFileSync(temporary, 'clip');
    return temporary;
  };

  it('takes the next free name where the person named none', () => {
    const path = join(folder, 'fox.mp4');
    const plan = { path, mayRename: true, overwrite: false };
    expect([settleFile(finished(path), plan), settleFile(finished(path), plan)]).toEqual([
      path,
      join(folder, 'fox 2.mp4'),
    ]);
  });

  it('never replaces a file that came to be there meanwhile', () => {
    const path = join(folder, 'fox.mp4');
    writeFileSync(path, 'precious');
    const temporary = finished(path);
    expect(settleFile(temporary, { path, mayRename: false, overwrite: false })).toBeNull();
    expect([readFileSync(path, 'utf8'), existsSync(temporary)]).toEqual(['precious', true]);
  });

  it('replaces it when that was asked for', () => {
    const path = join(folder, 'fox.mp4');
    writeFileSync(path, 'old');
    expect(settleFile(finished(path), { path, mayRename: false, overwrite: true })).toBe(path);
    expect(readFileSync(path, 'utf8')).toBe('clip');
  });
});

describe('a file name of a prompt', () => {
  it.each([
    ['A red fox in snow, at night. It runs and runs and runs', 'A red fox in snow, at night. It'],
    ['../../etc/passwd', 'etc passwd'],
    ['a/b\\c:d*e?"f<g>h|i', 'a b c d e f g h'],
    ['雪の中の狐', '雪の中の狐'],
    ['...', 'clip'],
    ['.hidden', 'hidden'],
    ['\u0000\u001b[31m', '[31m'],
    ['狐'.repeat(200), 'clip'],
  ])('%j is %j', (prompt, name) => {
    expect(clipName(wish({ prompt }))).toBe(name);
  });

  it('falls back on the picture', () => {
    mkdirSync(join(folder, 'in'));
    expect(clipName(wish({ prompt: null, imageFile: 'in/My cat.jpeg' }))).toBe('My cat');
  });
});
