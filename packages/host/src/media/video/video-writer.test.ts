import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { EncodedPacketSink } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import type { Picture } from '../picture.ts';
import { makeVideo } from '../testing/make-video.ts';
import { scratchFolder } from '../testing/scratch-folder.ts';
import { decodeVideo } from './decode-video.ts';
import { openVideoInput } from './video-input.ts';
import { openVideoWriter } from './video-writer.ts';

const scratch = scratchFolder();

/** The names of the outermost boxes, in order. */
async function boxesOf(path: string): Promise<string[]> {
  const file = await readFile(path);
  const names: string[] = [];
  for (let position = 0; position + 8 <= file.length; position += file.readUInt32BE(position)) {
    names.push(file.toString('latin1', position + 4, position + 8));
    if (file.readUInt32BE(position) < 8) break;
  }
  return names;
}

async function timestampsOf(path: string): Promise<{ timestamps: number[]; durationSeconds: number }> {
  const { track, dispose } = await openVideoInput(path);
  const timestamps: number[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) timestamps.push(packet.timestamp);
  const durationSeconds = await track.computeDuration();
  dispose();
  return { timestamps, durationSeconds };
}

/** The colour in the middle of the first frame, read back through the decoder. */
async function middleOfFirstFrame(path: string): Promise<number[]> {
  let first: Picture | undefined;
  await decodeVideo(path, {
    wants: (frameIndex) => frameIndex === 0,
    onPicture: (picture) => {
      first = picture;
    },
    onProgress: () => {},
  });
  const { width, height, rgba } = first!;
  const offset = ((height / 2) * width + width / 2) * 4;
  return [...rgba.subarray(offset, offset + 3)];
}

describe('openVideoWriter', () => {
  it.each([
    { width: 64, height: 64, fps: 8, numFrames: 8 },
    { width: 96, height: 64, fps: 16, numFrames: 81 },
    { width: 66, height: 98, fps: 24, numFrames: 100 },
    { width: 64, height: 64, fps: 30, numFrames: 101 },
    { width: 64, height: 64, fps: 60, numFrames: 100 },
    { width: 64, height: 64, fps: 23, numFrames: 24 },
    { width: 832, height: 480, fps: 24, numFrames: 5 },
    { width: 1920, height: 1080, fps: 60, numFrames: 3 },
    { width: 1080, height: 1920, fps: 30, numFrames: 1 },
  ])('writes exactly $numFrames frames of $width × $height, $fps a second', async (video) => {
    const path = scratch.path(`${video.width}x${video.height}-${video.fps}.mp4`);
    await makeVideo(path, { ...video, paint: (x) => [x & 255, 60, 90] });
    const { timestamps, durationSeconds } = await timestampsOf(path);
    expect(timestamps.length).toBe(video.numFrames);
    timestamps.forEach((timestamp, index) => expect(timestamp).toBeCloseTo(index / video.fps, 6));
    expect(durationSeconds).toBeCloseTo(video.numFrames / video.fps, 6);

    const { track, dispose } = await openVideoInput(path);
    const config = await track.getDecoderConfig();
    dispose();
    expect(config).toMatchObject({ codedWidth: video.width, codedHeight: video.height });
    expect(config?.codec).toMatch(/^avc1\.6400/);
    expect(config?.colorSpace).toEqual({ primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false });
  });

  it('puts the index before the data, whether or not the number of frames is known', async () => {
    await makeVideo(scratch.path('known.mp4'), { width: 64, height: 64, fps: 16, numFrames: 9 });
    const path = scratch.path('unknown.mp4');
    const writer = await openVideoWriter({ path, width: 64, height: 64, fps: 16 });
    for (let index = 0; index < 9; index += 1) await writer.write(new Uint8Array(64 * 64 * 4).fill(index * 20));
    await writer.finish();
    for (const name of ['known.mp4', 'unknown.mp4']) {
      const boxes = await boxesOf(scratch.path(name));
      expect(boxes.indexOf('moov')).toBeGreaterThan(0);
      expect(boxes.indexOf('moov')).toBeLessThan(boxes.indexOf('mdat'));
      expect((await timestampsOf(scratch.path(name))).timestamps.length).toBe(9);
    }
  });

  it.each([
    { name: 'red', rgb: [255, 0, 0] as const },
    { name: 'green', rgb: [0, 255, 0] as const },
    { name: 'blue', rgb: [0, 0, 255] as const },
    { name: 'white', rgb: [255, 255, 255] as const },
    { name: 'black', rgb: [0, 0, 0] as const },
    { name: 'orange', rgb: [255, 128, 0] as const },
  ])('keeps $name as it is', async ({ name, rgb }) => {
    const path = scratch.path(`${name}.mp4`);
    await makeVideo(path, { width: 64, height: 64, fps: 8, numFrames: 2, paint: () => rgb });
    const seen = await middleOfFirstFrame(path);
    rgb.forEach((channel, index) => expect(Math.abs(channel - seen[index]!)).toBeLessThanOrEqual(3));
  });

  it('loses no frame of a caller that never waits for anything else', async () => {
    const path = scratch.path('tight.mp4');
    const writer = await openVideoWriter({ path, width: 64, height: 64, fps: 60, totalFrames: 1_000 });
    const rgba = new Uint8Array(64 * 64 * 4);
    for (let index = 0; index < 1_000; index += 1) await writer.write(rgba.fill(index & 255));
    await writer.finish();
    expect((await timestampsOf(path)).timestamps.length).toBe(1_000);
  });

  it('removes the file when it is given up, and nothing after it was finished', async () => {
    const path = scratch.path('given-up.mp4');
    const writer = await openVideoWriter({ path, width: 64, height: 64, fps: 8 });
    await writer.write(new Uint8Array(64 * 64 * 4));
    await writer.abort();
    expect(existsSync(path)).toBe(false);
    await expect(writer.write(new Uint8Array(64 * 64 * 4))).rejects.toThrow('already closed');

    await makeVideo(path, { width: 64, height: 64, fps: 8, numFrames: 2 });
    expect(existsSync(path)).toBe(true);
  });

  it('refuses odd sides, frames of another size and a folder that is not there', async () => {
    const path = scratch.path('refused.mp4');
    await expect(openVideoWriter({ path, width: 65, height: 64, fps: 8 })).rejects.toThrow('even');
    const writer = await openVideoWriter({ path, width: 64, height: 64, fps: 8 });
    await expect(writer.write(new Uint8Array(12))).rejects.toThrow('has 16384 bytes, not 12');
    await writer.abort();
    const nowhere = { path: scratch.path('no/where.mp4'), width: 64, height: 64, fps: 8 };
    await expect(openVideoWriter(nowhere)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
