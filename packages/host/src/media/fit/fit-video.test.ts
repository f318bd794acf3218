import { existsSync } from 'node:fs';
import { copyFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { loadImage } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { createChildren } from '../../children/children.ts';
import { createMediaTools } from '../media-tools.ts';
import { fixturePath } from '../testing/fixture-path.ts';
import { loudnessOf, makeVideoWithOpus } from '../testing/make-sound.ts';
import { makeVideo } from '../testing/make-video.ts';
import { mediaCommand } from '../testing/media-commands.ts';
import { scratchFolder } from '../testing/scratch-folder.ts';

const scratch = scratchFolder();
const media = createMediaTools(createChildren(mediaCommand));
const ignore = (): void => {};

/** Red on the left, green in the middle, blue on the right. */
function stripes(x: number): readonly [number, number, number] {
  if (x < 70) return [230, 20, 20];
  return x < 138 ? [20, 200, 20] : [20, 20, 230];
}

async function makeup(path: string) {
  const read = await media.makeupOf(path);
  if (!read.ok) throw new Error(read.error.reason);
  return read.value;
}

async function pixelsOf(path: string) {
  const picture = await loadImage(await readFile(path));
  const { createCanvas } = await import('@napi-rs/canvas');
  const context = createCanvas(picture.width, picture.height).getContext('2d');
  context.drawImage(picture, 0, 0);
  const at = (x: number, y: number) => Array.from(context.getImageData(x, y, 1, 1).data.subarray(0, 3));
  return { width: picture.width, height: picture.height, at };
}

describe('fitting a clip', () => {
  it('makes a 16 fps landscape clip one of 9:16 at 30 fps that a service takes', async () => {
    const source = scratch.path('wide.mp4');
    await makeVideo(source, { width: 208, height: 120, fps: 16, numFrames: 24, paint: stripes });
    expect(await makeup(source)).toMatchObject({ video: { fps: 16, width: 208 }, audio: null, indexFirst: true });
    const outputPath = scratch.path('fitted.mp4');
    const heard: number[] = [];
    const fitted = await media.fitVideo(
      { sourcePath: source, outputPath, fit: { mode: 'crop', cropCentre: 0.5 } },
      (fraction) => heard.push(fraction),
    );
    expect(fitted).toMatchObject({ ok: true, value: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    expect(await makeup(outputPath)).toEqual({
      container: 'mp4',
      bytes: expect.any(Number),
      indexFirst: true,
      hasEditList: false,
      video: {
        codec: 'avc',
        width: 1080,
        height: 1920,
        durationSeconds: 1.5,
        fps: 30,
        isPlain420: true,
        bitsPerSecond: expect.any(Number),
      },
      audio: null,
    });
    expect(heard.at(-1)).toBe(1);
    expect(heard).toEqual(heard.toSorted((one, other) => one - other));
    expect(['raw', 'part', 'poster'].filter((end) => existsSync(`${outputPath}.${end}`))).toEqual([]);
  });

  it('shows a frame as the fitted clip will have it', async () => {
    const source = scratch.path('stripes.mp4');
    await makeVideo(source, { width: 208, height: 120, fps: 16, numFrames: 8, paint: stripes });
    const frame = async (mode: 'crop' | 'pad', cropCentre: number) => {
      const outputPath = scratch.path(`frame-${mode}-${cropCentre}.jpg`);
      const drawn = await media.fittedFrame({
        sourcePath: source,
        outputPath,
        fit: { mode, cropCentre },
        atSeconds: 0.2,
      });
      expect(drawn).toEqual({ ok: true, value: null });
      return pixelsOf(outputPath);
    };
    const isNear = (wanted: readonly number[], got: readonly number[]) =>
      wanted.every((value, index) => Math.abs(value - (got[index] ?? 0)) < 25);
    const [left, middle, right] = [await frame('crop', 0), await frame('crop', 0.5), await frame('crop', 1)];
    expect([left.width, left.height]).toEqual([1080, 1920]);
    expect(isNear([230, 20, 20], left.at(540, 960))).toBe(true);
    expect(isNear([20, 200, 20], middle.at(540, 960))).toBe(true);
    expect(isNear([20, 20, 230], right.at(540, 960))).toBe(true);
    const padded = await frame('pad', 0.5);
    expect(isNear([0, 0, 0], padded.at(540, 100))).toBe(true);
    expect(isNear([230, 20, 20], padded.at(100, 960))).toBe(true);
    expect(isNear([20, 20, 230], padded.at(980, 960))).toBe(true);
  });

  it('shows the very frame that was asked for, however far its key frame is', async () => {
    const source = scratch.path('shades.mp4');
    const paint = (_x: number, _y: number, frame: number) => [frame * 4, frame * 4, frame * 4] as const;
    await makeVideo(source, { width: 96, height: 64, fps: 30, numFrames: 60, paint });
    const outputPath = scratch.path('shade.jpg');
    const fit = { mode: 're_encode', cropCentre: 0.5 } as const;
    await media.fittedFrame({ sourcePath: source, outputPath, fit, atSeconds: 57 / 30 });
    expect(Math.abs(((await pixelsOf(outputPath)).at(48, 32)[0] ?? 0) - 57 * 4)).toBeLessThan(4);
  });

  it('keeps the sound, in step and without an edit list', async () => {
    const source = fixturePath('b-frames-and-sound.mp4');
    const before = await makeup(source);
    expect(before).toMatchObject({ indexFirst: false, hasEditList: true, audio: { codec: 'aac' } });
    const outputPath = scratch.path('sound.mp4');
    const fitted = await media.fitVideo(
      { sourcePath: source, outputPath, fit: { mode: 're_encode', cropCentre: 0.5 } },
      ignore,
    );
    expect(fitted).toMatchObject({ ok: true });
    const after = await makeup(outputPath);
    expect(after).toMatchObject({
      indexFirst: true,
      hasEditList: false,
      video: { fps: 25, width: before.video.width, height: before.video.height },
      audio: { codec: 'aac', sampleRateHz: before.audio?.sampleRateHz, channels: before.audio?.channels },
    });
    expect(after.video.durationSeconds).toBeCloseTo(before.video.durationSeconds, 2);
  });

  it('encodes sound anew that is not AAC, and fills what is silent before it', async () => {
    const source = scratch.path('opus.mp4');
    await makeVideoWithOpus(source, { lateSeconds: 0.5, soundSeconds: 1 });
    expect(await makeup(source)).toMatchObject({ audio: { codec: 'opus' } });
    const outputPath = scratch.path('opus.fitted.mp4');
    const fitted = await media.fitVideo(
      { sourcePath: source, outputPath, fit: { mode: 're_encode', cropCentre: 0.5 } },
      ignore,
    );
    expect(fitted).toMatchObject({ ok: true });
    expect(await makeup(outputPath)).toMatchObject({
      hasEditList: false,
      audio: { codec: 'aac', sampleRateHz: 48_000, channels: 2 },
    });
    const loudness = await loudnessOf(outputPath);
    expect(loudness(0.1, 0.4)).toBeLessThan(0.01);
    expect(loudness(0.7, 1.3)).toBeGreaterThan(0.1);
  });

  it.each(['vp9.webm', 'av1.webm', 'turned.mov', 'tagged.mkv', 'hevc.mp4'])('takes %s', async (name) => {
    const outputPath = scratch.path(`${name}.fitted.mp4`);
    const fitted = await media.fitVideo(
      { sourcePath: fixturePath(name), outputPath, fit: { mode: 're_encode', cropCentre: 0.5 } },
      ignore,
    );
    expect(fitted).toMatchObject({ ok: true });
    const before = await makeup(fixturePath(name));
    const after = await makeup(outputPath);
    expect(after).toMatchObject({ container: 'mp4', video: { codec: 'avc', fps: 30, isPlain420: true } });
    expect([after.video.width, after.video.height]).toEqual([before.video.width, before.video.height]);
    expect(after.video.durationSeconds).toBeCloseTo(before.video.durationSeconds, 1);
  });

  it('leaves nothing of a clip that is damaged', async () => {
    const source = scratch.path('cut.mp4');
    await copyFile(fixturePath('h264.mp4'), source);
    const whole = await readFile(source);
    await truncate(source, Math.floor(whole.length * 0.6));
    const outputPath = scratch.path('cut.fitted.mp4');
    const fitted = await media.fitVideo(
      { sourcePath: source, outputPath, fit: { mode: 'crop', cropCentre: 0.5 } },
      ignore,
    );
    expect(fitted).toMatchObject({ ok: false, error: { code: 'damaged_video' } });
    expect(['', '.raw', '.part', '.poster'].filter((end) => existsSync(outputPath + end))).toEqual([]);
  });

  it('is called off at once, and writes over what a kill left', async () => {
    const source = scratch.path('again.mp4');
    await makeVideo(source, { width: 96, height: 64, fps: 16, numFrames: 8 });
    const order = {
      sourcePath: source,
      outputPath: scratch.path('again.fitted.mp4'),
      fit: { mode: 'crop', cropCentre: 0.5 } as const,
    };
    const calledOff = new AbortController();
    const fitting = media.fitVideo(order, ignore, calledOff.signal);
    calledOff.abort();
    expect(await fitting).toMatchObject({ ok: false, error: { code: 'aborted' } });
    expect(existsSync(order.outputPath)).toBe(false);
    await writeFile(`${order.outputPath}.raw`, 'half');
    expect(await media.fitVideo(order, ignore)).toMatchObject({ ok: true });
  });

  it('says so where the file is no clip', async () => {
    const path = scratch.path('no.mp4');
    await writeFile(path, 'this is no clip');
    expect(await media.makeupOf(path)).toMatchObject({ ok: false, error: { code: 'damaged_video' } });
  });
});
