import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { maxClipSettingsCharacters } from '@videoexpress/job-schema';
import { workerOutputSchema } from '@videoexpress/job-schema/worker';
import { describe, expect, it } from 'vitest';
import { fixturePath } from '../testing/fixture-path.ts';
import { makeVideo } from '../testing/make-video.ts';
import { scratchFolder } from '../testing/scratch-folder.ts';
import { inspectVideo } from './inspect-video.ts';
import { remuxVideo } from './remux-video.ts';

const scratch = scratchFolder();
const context = { reportProgress: () => {} };

function inspect(sourcePath: string, name: string) {
  return inspectVideo({ sourcePath, posterPath: scratch.path(`${name}.webp`) }, context);
}

/** Inspects bytes given here, and expects a refusal that leaves nothing behind. */
async function refusalOf(bytes: Uint8Array | string) {
  const path = scratch.path('refused');
  await writeFile(path, bytes);
  const inspected = await inspect(path, 'refused');
  expect(existsSync(scratch.path('refused.webp'))).toBe(false);
  return inspected.ok ? null : inspected.error;
}

async function cornerOf(path: string, x: number, y: number): Promise<number[]> {
  const picture = await loadImage(path);
  const canvas = createCanvas(picture.width, picture.height);
  canvas.getContext('2d').drawImage(picture, 0, 0);
  return [...canvas.getContext('2d').getImageData(x, y, 1, 1).data].slice(0, 3);
}

describe('inspect-video', () => {
  it.each([
    { name: 'h264.mp4', mimeType: 'video/mp4', warnings: [] },
    { name: 'hevc.mp4', mimeType: 'video/mp4', warnings: ['not_every_browser'] },
    { name: 'vp9.webm', mimeType: 'video/webm', warnings: [] },
    { name: 'tagged.mkv', mimeType: 'video/x-matroska', warnings: ['not_every_browser'] },
  ])('measures $name and makes its poster', async ({ name, mimeType, warnings }) => {
    const bytes = await readFile(fixturePath(name));
    const inspected = await inspect(fixturePath(name), name);
    expect(inspected).toMatchObject({
      ok: true,
      value: { width: 64, height: 48, fps: 12, mimeType, warnings, bytes: bytes.length },
    });
    if (!inspected.ok) return;
    expect(inspected.value.durationSeconds).toBeCloseTo(1, 1);
    expect(inspected.value.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    const poster = await loadImage(scratch.path(`${name}.webp`));
    expect([poster.width, poster.height]).toEqual([64, 48]);
  });

  it('reads AV1', async () => {
    expect(await inspect(fixturePath('av1.webm'), 'av1')).toMatchObject({
      ok: true,
      value: { mimeType: 'video/webm' },
    });
  });

  it('turns what a telephone held upright', async () => {
    expect(await inspect(fixturePath('turned.mov'), 'turned')).toMatchObject({
      ok: true,
      value: { width: 48, height: 64, mimeType: 'video/quicktime', warnings: [] },
    });
    const poster = scratch.path('turned.webp');
    expect([(await loadImage(poster)).width, (await loadImage(poster)).height]).toEqual([48, 64]);
    // The test picture's left edge is red; turned to the left by 90 degrees, it is the lower one.
    const [red = 0, green = 0, blue = 0] = await cornerOf(poster, 40, 62);
    expect([red > 150, green < 100, blue < 100]).toEqual([true, true, true]);
  });

  it('reads the tag of a clip of ours, and of a Matroska file, and trusts neither', async () => {
    await makeVideo(scratch.path('plain.mp4'), { width: 64, height: 64, fps: 8, numFrames: 8 });
    await remuxVideo(scratch.path('plain.mp4'), scratch.path('ours.mp4'), { videoexpress: 'not even JSON' });
    expect(await inspect(scratch.path('ours.mp4'), 'ours')).toMatchObject({
      ok: true,
      value: { settings: 'not even JSON', fps: 8 },
    });
    expect(await inspect(fixturePath('tagged.mkv'), 'mkv')).toMatchObject({
      ok: true,
      value: { settings: '{"schema":1}' },
    });
  });

  it('reads a tag as long as a GPU worker may write, and none that is longer', async () => {
    await makeVideo(scratch.path('short.mp4'), { width: 64, height: 64, fps: 8, numFrames: 8 });
    const longest = 'x'.repeat(maxClipSettingsCharacters);
    const order = workerOutputSchema.shape.settings_tag;
    for (const [text, isTaken] of [
      [longest, true],
      [`${longest}x`, false],
    ] as const) {
      expect(order.safeParse(text).success).toBe(isTaken);
      await remuxVideo(scratch.path('short.mp4'), scratch.path('long.mp4'), { videoexpress: text });
      const settings = isTaken ? text : null;
      expect(await inspect(scratch.path('long.mp4'), 'long')).toMatchObject({ ok: true, value: { settings } });
    }
  });

  it('takes a poster that is not black where there is one', async () => {
    const [black, grey] = [[0, 0, 0] as const, [200, 200, 200] as const];
    const fade = (_x: number, _y: number, frame: number) => (frame < 8 ? black : grey);
    await makeVideo(scratch.path('fade.mp4'), { width: 64, height: 64, fps: 8, numFrames: 24, paint: fade });
    await inspect(scratch.path('fade.mp4'), 'fade');
    expect((await cornerOf(scratch.path('fade.webp'), 30, 30))[0]).toBeGreaterThan(150);
  });

  it.each([
    {
      name: 'prores.mov',
      reason: 'It is Apple ProRes in MOV, which browsers cannot play. Convert it to MP4 with H.264.',
    },
    {
      name: 'mpeg4.mp4',
      reason: 'It is MPEG-4 Part 2 in MP4, which browsers cannot play. Convert it to MP4 with H.264.',
    },
    { name: 'sound.mp4', reason: 'It has only sound and no picture.' },
    { name: 'plain.avif', reason: 'It is not a video.' },
  ])('refuses $name and says what it is', async ({ name, reason }) => {
    expect((await refusalOf(await readFile(fixturePath(name))))?.reason).toBe(reason);
  });

  it.each([
    ['nothing', '', 'The file is empty.'],
    ['a web page', '<!doctype html><html></html>', 'It is a web page, not a picture or a video.'],
    [
      'a playlist',
      '#EXTM3U\n#EXTINF:1,\n/etc/passwd\n',
      'It is a playlist: a text that names videos. Add the video itself.',
    ],
    ['an AVI', 'RIFF\0\0\0\0AVI LIST', 'It is an AVI file, which browsers cannot play. Convert it to MP4 with H.264.'],
    ['a list of files', "ffconcat version 1.0\nfile '/etc/passwd'\n", 'It is not a video.'],
  ])('refuses %s', async (_, bytes, reason) => {
    expect((await refusalOf(bytes))?.reason).toBe(reason);
  });

  it.each(['h264.mp4', 'turned.mov', 'vp9.webm', 'tagged.mkv'])('refuses %s cut off anywhere', async (name) => {
    const whole = await readFile(fixturePath(name));
    for (let share = 0.05; share < 1; share += 0.1) {
      expect((await refusalOf(whole.subarray(0, Math.floor(whole.length * share))))?.code).toMatch(
        /^(damaged|not_a)_video$/,
      );
    }
    expect(await refusalOf(whole.subarray(0, whole.length - 1))).toMatchObject({ code: 'damaged_video' });
  });

  it('refuses a clip whose pictures are noise', async () => {
    const bytes = await readFile(fixturePath('h264.mp4'));
    const start = bytes.indexOf('mdat') + 4;
    for (let at = start; at < bytes.length; at += 1) bytes[at] = (at * 7919) & 0xff;
    expect(await refusalOf(bytes)).toMatchObject({ code: 'damaged_video' });
  });
});
