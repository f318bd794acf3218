import { crc32 } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fixturePath } from '../testing/fixture-path.ts';
import { readImageHeader } from './image-header.ts';

const fixture = (name: string): Buffer => readFileSync(fixturePath(name));

function pngHeader(width: number, height: number): Buffer {
  const chunk = Buffer.from('\0\0\0\x0dIHDR\0\0\0\0\0\0\0\0\x08\x06\0\0\0\0\0\0\0', 'latin1');
  chunk.writeUInt32BE(width, 8);
  chunk.writeUInt32BE(height, 12);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 21)), 21);
  return chunk;
}

function webp(...sides: readonly number[]): Buffer {
  const chunks = sides.map((side) => {
    const chunk = Buffer.from('VP8L\x08\0\0\0\x2f\0\0\0\0\0\0\0', 'latin1');
    chunk.writeUInt32LE(((side - 1) | ((side - 1) << 14)) >>> 0, 9);
    return chunk;
  });
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(4 + chunks.length * 16, 4);
  return Buffer.concat([head, ...chunks]);
}

/** The size that is checked must be the size that a decoder makes room for, and that is the first, or the largest. */
describe('a picture that names its size twice', () => {
  it('is refused as PNG', () => {
    const png = fixture('plain.png');
    const twice = Buffer.concat([png.subarray(0, 33), pngHeader(40_000, 40_000), png.subarray(33)]);
    expect(readImageHeader(twice)).toMatchObject({ ok: false, error: { code: 'corrupt_image' } });
  });

  it('is refused as JPEG', () => {
    const frame = Buffer.from([0xff, 0xc0, 0, 17, 8, 0xff, 0xff, 0xff, 0xff, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
    const jpeg = fixture('plain.jpg');
    const twice = Buffer.concat([jpeg.subarray(0, 2), frame, jpeg.subarray(2)]);
    expect(readImageHeader(twice)).toMatchObject({ ok: false, error: { code: 'corrupt_image' } });
  });

  it('is refused as WebP', () => {
    expect(readImageHeader(webp(16_384, 1))).toMatchObject({ ok: false, error: { code: 'corrupt_image' } });
    expect(readImageHeader(webp(16_384))).toMatchObject({ ok: true, value: { width: 16_384, height: 16_384 } });
  });

  it('is refused as AVIF', () => {
    const avif = fixture('plain.avif');
    const start = avif.indexOf('meta') - 4;
    const meta = avif.subarray(start, start + avif.readUInt32BE(start));
    const twice = Buffer.concat([avif, meta]);
    expect(readImageHeader(avif)).toMatchObject({ ok: true });
    expect(readImageHeader(twice)).toMatchObject({ ok: false, error: { code: 'corrupt_image' } });
  });

  it('has the larger one as GIF, where a frame may stand over the screen', () => {
    const gif = Buffer.from('GIF89a\x01\0\x01\0\0\0\0\x2c\0\0\0\0\xff\xff\xff\xff\0\x02\x02\x4c\x01\0\x3b', 'latin1');
    expect(readImageHeader(gif)).toMatchObject({ ok: true, value: { width: 65_535, height: 65_535 } });
  });
});
