import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OutputWish, planOutput, settleFile, temporaryPathFor } from './output-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-output-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function wish(changes: Partial<OutputWish> = {}): OutputWish {
  return { output: null, overwrite: false, fileName: 'A red fox.mp4', ...changes };
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
