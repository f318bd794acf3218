import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { fixturePath } from '../testing/fixture-path.ts';
import { scratchFolder } from '../testing/scratch-folder.ts';
import { inspectImage } from './inspect-image.ts';

const scratch = scratchFolder();

function orderFor(sourcePath: string, name: string) {
  return { sourcePath, outputPath: scratch.path(`${name}.out`), posterPath: scratch.path(`${name}.webp`) };
}

async function colourAt(path: string, x: number, y: number): Promise<number[]> {
  const picture = await loadImage(path);
  const context = createCanvas(picture.width, picture.height).getContext('2d');
  context.drawImage(picture, 0, 0);
  return [...context.getImageData(x, y, 1, 1).data];
}

function isNear(seen: readonly number[], meant: readonly number[]): boolean {
  return meant.every((channel, index) => Math.abs(channel - (seen[index] ?? -1)) <= 12);
}

/** Inspects bytes given here, and expects a refusal that leaves nothing behind. */
async function refusalOf(bytes: Uint8Array | string, limits: { maxBytes?: number; maxPixels?: number } = {}) {
  const order = orderFor(scratch.path('refused'), 'refused');
  await writeFile(order.sourcePath, bytes);
  const inspected = await inspectImage({ ...order, ...limits });
  expect([existsSync(order.outputPath), existsSync(order.posterPath)]).toEqual([false, false]);
  expect(inspected.ok).toBe(false);
  return inspected.ok ? null : inspected.error;
}

/** A PNG's head that claims any size, with right checksums and one byte of pixels. */
function pngThatClaims(width: number, height: number): Buffer {
  const chunk = (name: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const framed = Buffer.alloc(8 + body.length);
    framed.writeUInt32BE(data.length, 0);
    body.copy(framed, 4);
    framed.writeUInt32BE(crc32(body), 4 + body.length);
    return framed;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([magic, chunk('IHDR', header), chunk('IDAT', Buffer.alloc(1)), chunk('IEND', Buffer.alloc(0))]);
}

describe('inspect-image', () => {
  it.each([
    { name: 'plain.png', mimeType: 'image/png' },
    { name: 'plain.jpg', mimeType: 'image/jpeg' },
    { name: 'plain.webp', mimeType: 'image/webp' },
  ])('copies $name as it is and makes a poster', async ({ name, mimeType }) => {
    const order = orderFor(fixturePath(name), name);
    const inspected = await inspectImage(order);
    expect(inspected).toMatchObject({ ok: true, value: { width: 48, height: 32, mimeType, converted: false } });
    expect(await readFile(order.outputPath)).toEqual(await readFile(order.sourcePath));
    expect((await loadImage(order.posterPath)).width).toBe(48);
  });

  it.each([
    { shape: 'tall', width: 10, height: 20_000 },
    { shape: 'wide', width: 20_000, height: 10 },
  ])('makes a poster of a very $shape strip, though no WebP is that long', async ({ shape, width, height }) => {
    const order = orderFor(scratch.path(`${shape}.png`), shape);
    await writeFile(order.sourcePath, await createCanvas(width, height).encode('png'));
    expect(await inspectImage(order)).toMatchObject({ ok: true, value: { width, height } });
    const poster = await loadImage(order.posterPath);
    expect(poster.width).toBeLessThanOrEqual(640);
    expect(poster.height).toBeLessThanOrEqual(2048);
  });

  it('makes screen colours of ink colours', async () => {
    const order = orderFor(fixturePath('cmyk.jpg'), 'cmyk');
    const inspected = await inspectImage(order);
    expect(inspected).toMatchObject({ ok: true, value: { mimeType: 'image/jpeg', converted: true } });
    expect(isNear(await colourAt(order.outputPath, 4, 4), [255, 255, 255])).toBe(true);
    expect(isNear(await colourAt(order.outputPath, 44, 4), [221, 0, 31])).toBe(true);
    expect(isNear(await colourAt(order.outputPath, 44, 30), [7, 0, 245])).toBe(true);
  });

  it.each([
    { name: 'plain.avif', mimeType: 'image/jpeg' },
    { name: 'still.gif', mimeType: 'image/png' },
  ])('writes $name anew as $mimeType, which every engine reads', async ({ name, mimeType }) => {
    const order = orderFor(fixturePath(name), name);
    const inspected = await inspectImage(order);
    expect(inspected).toMatchObject({ ok: true, value: { width: 48, height: 32, mimeType, converted: true } });
    const again = { ...order, sourcePath: order.outputPath, outputPath: scratch.path('again') };
    expect(await inspectImage(again)).toMatchObject({ ok: true, value: { mimeType, converted: false } });
  });

  it('says of a HEIC what would work', async () => {
    const heic = Buffer.from('000000186674797068656963000000006d696631', 'hex');
    expect(await refusalOf(heic)).toEqual({
      code: 'not_an_image',
      reason: 'HEIC pictures cannot be read here. Save it as JPEG or PNG.',
    });
  });

  it('makes 8 bits of 16, and keeps what shines through', async () => {
    const plain = orderFor(fixturePath('16-bit.png'), '16-bit');
    expect(await inspectImage(plain)).toMatchObject({ ok: true, value: { mimeType: 'image/png', converted: true } });
    expect((await readFile(plain.outputPath)).readUInt8(24)).toBe(8);
    expect(isNear(await colourAt(plain.outputPath, 4, 4), [223, 0, 27, 255])).toBe(true);
    const half = orderFor(fixturePath('half-transparent-16-bit.png'), 'half');
    expect(await inspectImage(half)).toMatchObject({ ok: true, value: { converted: true } });
    expect(isNear(await colourAt(half.outputPath, 4, 4), [221, 0, 28, 128])).toBe(true);
  });

  it.each(['turned.jpg', 'turned.png', 'turned.webp'])('turns %s upright', async (name) => {
    const order = orderFor(fixturePath(name), name);
    const inspected = await inspectImage(order);
    expect(inspected).toMatchObject({ ok: true, value: { width: 32, height: 48, converted: true } });
    // The white corner, top left as stored, belongs at the top right.
    expect(isNear(await colourAt(order.outputPath, 28, 4), [255, 255, 255])).toBe(true);
    expect(isNear(await colourAt(order.outputPath, 4, 44), [255, 255, 255])).toBe(false);
    const poster = await loadImage(order.posterPath);
    expect([poster.width, poster.height]).toEqual([32, 48]);
    // What was written anew says nothing of a turn any more.
    expect(
      await inspectImage({ ...order, sourcePath: order.outputPath, outputPath: scratch.path('again') }),
    ).toMatchObject({
      ok: true,
      value: { width: 32, height: 48, converted: false },
    });
  });

  it.each([
    { name: 'animated.png', code: 'animated_image' },
    { name: 'animated.webp', code: 'animated_image' },
    { name: 'animated.gif', code: 'animated_image' },
    { name: 'b-frames-and-sound.mp4', code: 'not_an_image' },
  ])('refuses $name', async ({ name, code }) => {
    expect(await refusalOf(await readFile(fixturePath(name)))).toMatchObject({ code });
  });

  it('refuses what is no picture, whatever it is called', async () => {
    expect(await refusalOf('')).toEqual({ code: 'not_an_image', reason: 'The file is empty.' });
    expect(await refusalOf('<html></html>')).toEqual({
      code: 'not_an_image',
      reason: 'It is a web page, not a picture.',
    });
    expect(await refusalOf('<svg xmlns="http://www.w3.org/2000/svg"/>')).toMatchObject({ code: 'not_an_image' });
    expect(await refusalOf(Buffer.from([0xff, 0xd8]))).toMatchObject({ code: 'not_an_image' });
    expect(await refusalOf('RIFF')).toMatchObject({ code: 'not_an_image' });
  });

  it.each(['plain.png', 'plain.jpg', 'plain.webp', 'plain.avif', 'still.gif', 'cmyk.jpg', '16-bit.png', 'turned.webp'])(
    'refuses %s cut off anywhere',
    async (name) => {
      const whole = await readFile(fixturePath(name));
      for (let share = 0.05; share < 1; share += 0.1) {
        const error = await refusalOf(whole.subarray(0, Math.floor(whole.length * share)));
        expect(error?.code).toMatch(/^(corrupt_image|not_an_image)$/);
      }
      expect(await refusalOf(whole.subarray(0, whole.length - 1))).toMatchObject({ code: 'corrupt_image' });
    },
  );

  it('refuses a PNG with a flipped bit', async () => {
    const bytes = await readFile(fixturePath('plain.png'));
    bytes[bytes.length - 40] = bytes[bytes.length - 40]! ^ 1;
    expect(await refusalOf(bytes)).toEqual({
      code: 'corrupt_image',
      reason: 'The picture is damaged: a checksum is wrong.',
    });
  });

  it('refuses too many bytes and too many pixels, before anything is decoded', async () => {
    expect(await refusalOf(Buffer.alloc(310_000), { maxBytes: 200_000 })).toEqual({
      code: 'image_too_large',
      reason: 'It has 0.3 MB, at most 0.2 MB are taken.',
    });
    expect(await refusalOf(pngThatClaims(50_000, 50_000))).toEqual({
      code: 'image_too_many_pixels',
      reason: 'It is 50000 × 50000, at most 50 megapixels are taken.',
    });
    expect(await refusalOf(pngThatClaims(10_000, 5_001))).toMatchObject({ code: 'image_too_many_pixels' });
    expect(await refusalOf(pngThatClaims(0, 10))).toMatchObject({ code: 'corrupt_image' });
  });
});
