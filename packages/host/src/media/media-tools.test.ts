import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { EncodedPacketSink } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { createChildren } from '../children/children.ts';
import { createMediaTools } from './media-tools.ts';
import { fixturePath } from './testing/fixture-path.ts';
import { makeVideo } from './testing/make-video.ts';
import { brokenMediaCommand, mediaCommand } from './testing/media-commands.ts';
import { scratchFolder } from './testing/scratch-folder.ts';
import { openVideoInput } from './video/video-input.ts';

const scratch = scratchFolder();
const small = { width: 96, height: 64, fps: 16, numFrames: 33 };

function orderFor(name: string) {
  return {
    sourcePath: scratch.path(`${name}.mp4`),
    outputPath: scratch.path(`${name}.out.mp4`),
    posterPath: scratch.path(`${name}.webp`),
    settings: '{"schema":1}',
    comment: 'a fox 🦊',
    expect: small,
  };
}

/** The coded bytes of one frame. */
async function packetOf(path: string, frameIndex: number): Promise<Uint8Array> {
  const { track, dispose } = await openVideoInput(path);
  const packets = [];
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet.data);
  dispose();
  return packets[frameIndex]!;
}

describe('createMediaTools', () => {
  const tools = createMediaTools(createChildren(mediaCommand));

  it('makes a ValidVideo of a good clip, and reads its settings', async () => {
    const order = orderFor('good');
    await makeVideo(order.sourcePath, small);
    expect(await tools.finishVideo(order)).toMatchObject({
      ok: true,
      value: { path: order.outputPath, posterPath: order.posterPath, facts: { ...small, warnings: [] } },
    });
    expect(await tools.readSettings(order.outputPath)).toEqual({ ok: true, value: '{"schema":1}' });
  });

  it('finds damaged picture data, which the decoder repairs silently', async () => {
    const video = { width: 256, height: 192, fps: 16, numFrames: 24 };
    const order = { ...orderFor('damaged'), expect: video };
    await makeVideo(order.sourcePath, video);
    const file = await readFile(order.sourcePath);
    // One byte inside a frame: the structure around it stays whole, and every frame still comes out of the decoder.
    const frame = await packetOf(order.sourcePath, 12);
    const at = file.indexOf(frame) + Math.floor(frame.length / 3);
    file[at] = file[at]! ^ 0x5a;
    await writeFile(order.sourcePath, file);
    const checked = await tools.finishVideo(order);
    const reason = 'The picture data is damaged.';
    expect(checked).toEqual({ ok: false, error: { code: 'invalid_output', reason } });
    expect([existsSync(order.outputPath), existsSync(order.posterPath)]).toEqual([false, false]);
  });

  it('passes on what the check found wrong', async () => {
    const order = orderFor('empty');
    await writeFile(order.sourcePath, '');
    const reason = 'The file is empty.';
    expect(await tools.finishVideo(order)).toEqual({ ok: false, error: { code: 'invalid_output', reason } });
    expect(await tools.finishVideo(orderFor('not-there'))).toMatchObject({
      ok: false,
      error: { code: 'media_tool_failed', reason: expect.stringContaining('ENOENT') },
    });
  });

  it('inspects a clip, and tells clips from pictures', async () => {
    const order = { sourcePath: fixturePath('b-frames-and-sound.mp4'), posterPath: scratch.path('clip.webp') };
    expect(await tools.inspectVideo(order)).toMatchObject({ ok: true, value: { mimeType: 'video/mp4', fps: 25 } });
    const names = ['h264.mp4', 'vp9.webm', 'plain.avif', 'plain.png', 'README.md'];
    expect(await Promise.all(names.map((name) => tools.isVideo(fixturePath(name))))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('inspects a picture', async () => {
    const order = {
      sourcePath: fixturePath('cmyk.jpg'),
      outputPath: scratch.path('cmyk.out'),
      posterPath: scratch.path('cmyk.webp'),
    };
    expect(await tools.inspectImage(order)).toMatchObject({
      ok: true,
      value: { width: 48, height: 32, mimeType: 'image/jpeg', converted: true },
    });
    const gif = await tools.inspectImage({ ...order, sourcePath: fixturePath('animated.gif') });
    expect(gif).toMatchObject({ ok: false, error: { code: 'animated_image' } });
  });
});

describe('createMediaTools with a child that goes wrong', () => {
  const children = createChildren(brokenMediaCommand);
  const tools = createMediaTools(children);

  function expectNothingLeft(order: ReturnType<typeof orderFor>): void {
    expect([existsSync(order.outputPath), existsSync(order.posterPath), children.count()]).toEqual([false, false, 0]);
  }

  it('ends a check that hangs, and says so', async () => {
    const order = { ...orderFor('hang'), sourcePath: 'hang' };
    const impatient = createMediaTools(children, { silenceMs: 1_000 });
    const reason = 'The check did not end within 1 s.';
    expect(await impatient.finishVideo(order)).toEqual({ ok: false, error: { code: 'invalid_output', reason } });
    expect(await impatient.inspectImage(order)).toEqual({ ok: false, error: { code: 'corrupt_image', reason } });
    expect(await impatient.inspectVideo({ sourcePath: 'hang', posterPath: order.posterPath })).toEqual({
      ok: false,
      error: { code: 'damaged_video', reason },
    });
    expectNothingLeft(order);
  });

  it('does not blame the file for a crash of the check, nor for a full disk', async () => {
    const crash = { ...orderFor('crash'), sourcePath: 'crash' };
    const reason = 'The check crashed (SIGSEGV).';
    expect(await tools.finishVideo(crash)).toEqual({ ok: false, error: { code: 'media_tool_failed', reason } });
    expectNothingLeft(crash);
    const full = { ...orderFor('full'), sourcePath: 'full-disk' };
    expect(await tools.finishVideo(full)).toMatchObject({ ok: false, error: { code: 'disk_full' } });
    expectNothingLeft(full);
  });

  it('checks only a few files at a time, whoever asks, and lets go of those who wait and give up', async () => {
    const abort = new AbortController();
    const checks = Array.from({ length: 12 }, (_, index) =>
      tools.finishVideo({ ...orderFor(`many-${index}`), sourcePath: 'hang' }, abort.signal),
    );
    await expect.poll(() => children.count(), { timeout: 5_000, interval: 10 }).toBe(3);
    await expect.poll(() => existsSync(orderFor('many-2').outputPath), { timeout: 10_000, interval: 10 }).toBe(true);
    expect([children.count(), existsSync(orderFor('many-3').outputPath)]).toEqual([3, false]);
    abort.abort();
    const codes = (await Promise.all(checks)).map((checked) => (checked.ok ? 'ok' : checked.error.code));
    expect(new Set(codes)).toEqual(new Set(['aborted']));
    expect(children.count()).toBe(0);
  });

  it('leaves no child within a second of an abort', async () => {
    const order = { ...orderFor('abort'), sourcePath: 'hang' };
    const abort = new AbortController();
    const checked = tools.finishVideo(order, abort.signal);
    await expect.poll(() => existsSync(order.outputPath), { timeout: 5_000, interval: 10 }).toBe(true);
    const abortedAt = performance.now();
    abort.abort();
    expect(await checked).toMatchObject({ ok: false, error: { code: 'aborted' } });
    expect(performance.now() - abortedAt).toBeLessThan(1_000);
    expectNothingLeft(order);
  });
});
