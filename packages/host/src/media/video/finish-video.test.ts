import { existsSync } from 'node:fs';
import { readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { loadImage } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { fixturePath } from '../testing/fixture-path.ts';
import { makeVideo } from '../testing/make-video.ts';
import { scratchFolder } from '../testing/scratch-folder.ts';
import { finishVideo } from './finish-video.ts';
import { readSettings } from './read-settings.ts';
import { openVideoInput } from './video-input.ts';

const scratch = scratchFolder();
const small = { width: 96, height: 64, fps: 16, numFrames: 33 };

function orderFor(sourcePath: string) {
  return {
    sourcePath,
    outputPath: `${sourcePath}.out.mp4`,
    posterPath: `${sourcePath}.webp`,
    settings: null as string | null,
    comment: null as string | null,
    expect: null as { width: number; height: number; numFrames: number; fps: number } | null,
  };
}

type Order = ReturnType<typeof orderFor>;

function finish(order: Order) {
  return finishVideo(order, { reportProgress: () => {} });
}

/** Expects a refusal with this reason, and that nothing is left behind. */
async function expectRefusal(order: Order, reason: string): Promise<void> {
  expect(await finish(order)).toEqual({ ok: false, error: { code: 'invalid_output', reason } });
  expect([existsSync(order.outputPath), existsSync(order.posterPath)]).toEqual([false, false]);
}

describe('finish-video', () => {
  it('measures a good clip and leaves it with a poster', async () => {
    const order = orderFor(scratch.path('good.mp4'));
    await makeVideo(order.sourcePath, small);
    const finished = await finish({ ...order, expect: small });
    const { size } = await stat(order.outputPath);
    expect(finished).toEqual({
      ok: true,
      value: {
        ...small,
        durationSeconds: 33 / 16,
        bytes: size,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        warnings: [],
      },
    });
    const poster = await loadImage(order.posterPath);
    expect([poster.width, poster.height]).toEqual([96, 64]);
  });

  it('keeps settings and prompt in the file, in any script and of any length', async () => {
    const order = orderFor(scratch.path('tags.mp4'));
    await makeVideo(order.sourcePath, small);
    const settings = JSON.stringify({
      schema: 1,
      input: { prompt: '雪中的红狐狸 🦊 ثعلب "quoted" \\ \n', filler: 'x'.repeat(8_000) },
    });
    const comment = '雪中的红狐狸 🦊👩‍🚀 ثعلب أحمر';
    expect(await finish({ ...order, settings, comment })).toMatchObject({ ok: true });
    expect(await readSettings({ path: order.outputPath })).toEqual({ ok: true, value: settings });
    const { input, dispose } = await openVideoInput(order.outputPath);
    expect((await input.getMetadataTags()).comment).toBe(comment);
    dispose();
    const file = await readFile(order.outputPath);
    expect(file.indexOf('moov')).toBeLessThan(file.indexOf('mdat'));
    // It was made by us, so its own finished form can be finished again: the restart after a crash does that.
    expect(await finish({ ...orderFor(order.outputPath), settings, comment, expect: small })).toMatchObject({
      ok: true,
    });
  });

  it('finds no settings where there are none', async () => {
    const order = orderFor(scratch.path('untagged.mp4'));
    await makeVideo(order.sourcePath, small);
    expect(await readSettings({ path: order.sourcePath })).toEqual({ ok: true, value: null });
    await writeFile(scratch.path('no.mp4'), 'not a video');
    expect(await readSettings({ path: scratch.path('no.mp4') })).toMatchObject({ ok: false });
  });

  it('copies B-frames and sound as they are', async () => {
    const order = {
      ...orderFor(fixturePath('b-frames-and-sound.mp4')),
      outputPath: scratch.path('av.mp4'),
      posterPath: scratch.path('av.webp'),
    };
    const finished = await finish({ ...order, expect: { width: 64, height: 64, fps: 25, numFrames: 10 } });
    expect(finished).toMatchObject({ ok: true, value: { fps: 25, numFrames: 10, durationSeconds: 0.4 } });
    const { input, dispose } = await openVideoInput(order.outputPath);
    expect((await input.getAudioTracks()).length).toBe(1);
    dispose();
  });

  it('refuses what is no video, with the reason', async () => {
    const texts: Record<string, [content: string | Buffer, reason: string]> = {
      empty: ['', 'The file is empty.'],
      html: ['\n<!DOCTYPE html>\n<html><body>502 Bad Gateway</body></html>', 'It is a web page, not a video.'],
      xml: ['<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', 'It is an XML text, not a video.'],
      json: ['{"error": "not found"}', 'It is a JSON text, not a video.'],
      noise: [Buffer.from(Array.from({ length: 4_000 }, (_, index) => (index * 7919) & 255)), 'It is not an MP4 file.'],
    };
    for (const [name, [content, reason]] of Object.entries(texts)) {
      const order = orderFor(scratch.path(`${name}.mp4`));
      await writeFile(order.sourcePath, content);
      await expectRefusal(order, reason);
    }
  });

  it('refuses a truncated file, and says how much of it is there', async () => {
    const order = orderFor(scratch.path('truncated.mp4'));
    await makeVideo(order.sourcePath, small);
    const { size } = await stat(order.sourcePath);
    await truncate(order.sourcePath, Math.floor(size * 0.7));
    const finished = await finish(order);
    expect(finished).toMatchObject({ ok: false, error: { code: 'invalid_output' } });
    expect(finished.ok ? '' : finished.error.reason).toMatch(/^\d+ of 33 frames could be decoded\.$/);
    expect(existsSync(order.outputPath)).toBe(false);
  });

  it('refuses a file whose index is missing', async () => {
    const order = orderFor(scratch.path('no-index.mp4'));
    const whole = await readFile(fixturePath('b-frames-and-sound.mp4'));
    await writeFile(order.sourcePath, whole.subarray(0, whole.indexOf('moov') - 4));
    await expectRefusal(order, 'The file ends in the middle (moov missing).');
    await writeFile(order.sourcePath, whole.subarray(0, whole.length - 30));
    await expectRefusal(order, 'The file ends in the middle (moov missing).');
  });

  it('refuses another size, number of frames or duration than was asked for', async () => {
    const order = orderFor(scratch.path('other.mp4'));
    await makeVideo(order.sourcePath, small);
    await expectRefusal(
      { ...order, expect: { ...small, width: 832, height: 480 } },
      'It is 96 × 64, 832 × 480 was asked for.',
    );
    await expectRefusal({ ...order, expect: { ...small, numFrames: 34 } }, 'It has 33 frames, 34 were asked for.');
    await expectRefusal({ ...order, expect: { ...small, fps: 24 } }, 'It lasts 2.06 s, 1.38 s was asked for.');
  });

  it('warns of a picture that never changes, and of nothing where it changes a little', async () => {
    const still = orderFor(scratch.path('still.mp4'));
    await makeVideo(still.sourcePath, { ...small, paint: (x, y) => [x * 2, y * 3, 128] });
    expect(await finish(still)).toMatchObject({ ok: true, value: { warnings: ['constant_picture'] } });
    const dot = orderFor(scratch.path('dot.mp4'));
    await makeVideo(dot.sourcePath, {
      ...small,
      paint: (x, y, frameIndex) => (Math.hypot(x - frameIndex * 2, y - 30) < 6 ? [255, 255, 255] : [20, 20, 20]),
    });
    expect(await finish(dot)).toMatchObject({ ok: true, value: { warnings: [] } });
  });

  it('takes the poster from a frame that is not black', async () => {
    const order = orderFor(scratch.path('dark.mp4'));
    await makeVideo(order.sourcePath, {
      ...small,
      paint: (_x, _y, frameIndex) => (frameIndex < 20 ? [0, 0, 0] : [200, 180, 160]),
    });
    expect(await finish(order)).toMatchObject({ ok: true });
    const { createCanvas } = await import('@napi-rs/canvas');
    const context = createCanvas(96, 64).getContext('2d');
    context.drawImage(await loadImage(order.posterPath), 0, 0);
    expect(context.getImageData(48, 32, 1, 1).data[0]).toBeGreaterThan(150);
  });

  it('tells a disk that cannot be written from a bad video', async () => {
    const order = orderFor(scratch.path('unwritable.mp4'));
    await makeVideo(order.sourcePath, small);
    await expect(finish({ ...order, outputPath: scratch.path('no/folder.mp4') })).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });
});
