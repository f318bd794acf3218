import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findMissingSegment } from './clip-wholeness.ts';

it('a head that says it is longer than any file is cut off, and no reason to break', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'videoexpress-wholeness-'));
  const file = join(folder, 'long.mkv');
  writeFileSync(
    file,
    Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe, 0x42, 0x86]),
  );
  expect(await findMissingSegment(file)).toMatch(/ends in the middle/);
  rmSync(folder, { recursive: true });
});
