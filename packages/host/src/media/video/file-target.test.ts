import { readFile } from 'node:fs/promises';
import { Mp4OutputFormat, Output } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../testing/scratch-folder.ts';
import { openFileTarget, writeFully } from './file-target.ts';

const scratch = scratchFolder();

/** A file on a disk that takes `stepBytes` at a time and fails when `roomBytes` are used up. */
function slowFile(stepBytes: number, roomBytes: number) {
  const taken: number[] = [];
  const write = async (bytes: Uint8Array, offset: number, length: number) => {
    const bytesWritten = Math.min(stepBytes, length, roomBytes - taken.length);
    if (bytesWritten === 0) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    taken.push(...bytes.subarray(offset, offset + bytesWritten));
    return { bytesWritten, buffer: bytes };
  };
  return { taken, write };
}

describe('openFileTarget', () => {
  it('goes on until the system took every byte', async () => {
    const file = slowFile(3, 100);
    await writeFully(file, new Uint8Array([1, 2, 3, 4, 5, 6, 7]), 0);
    expect(file.taken).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('fails where only a part fits', async () => {
    await expect(writeFully(slowFile(3, 5), new Uint8Array(7), 0)).rejects.toMatchObject({ code: 'ENOSPC' });
  });

  it('fails at once where there is no folder', async () => {
    await expect(openFileTarget(scratch.path('no/folder.mp4'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('leaves the file closed when the output is given up', async () => {
    const target = await openFileTarget(scratch.path('cancelled.mp4'));
    const output = new Output({ format: new Mp4OutputFormat(), target });
    await output.cancel();
    expect(await readFile(scratch.path('cancelled.mp4'))).toHaveLength(0);
  });
});
