import { rename, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createChildren, createMediaTools, openVideoWriter } from '@videoexpress/host';
import type { ClipSettings } from '@videoexpress/job-schema';

const program = fileURLToPath(new URL('../main.ts', import.meta.url));

/** The media tools as the daemon has them, in children of the real program. */
export function realMedia() {
  return createMediaTools(
    createChildren({
      execPath: process.execPath,
      execArgv: ['--conditions=source'],
      entry: program,
      env: { PATH: process.env['PATH'] },
    }),
  );
}

/** Writes a clip of one second. @param tag the text of its tag, where it has one */
export async function makeClip(path: string, tag: string | ClipSettings | null = null, shade = 0): Promise<void> {
  const writer = await openVideoWriter({ path, width: 64, height: 64, fps: 8, totalFrames: 8 });
  for (let frame = 0; frame < 8; frame += 1) await writer.write(new Uint8Array(64 * 64 * 4).fill(shade + frame * 20));
  await writer.finish();
  if (tag === null) return;
  const [outputPath, posterPath] = [`${path}.tagged`, `${path}.webp`];
  const settings = typeof tag === 'string' ? tag : JSON.stringify(tag);
  const order = { sourcePath: path, outputPath, posterPath, settings, comment: null, expect: null };
  const tagged = await realMedia().finishVideo(order);
  if (!tagged.ok) throw new Error(tagged.error.reason);
  await rename(outputPath, path);
  await rm(posterPath);
}
