import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';

/** A picture or a clip of the fixtures that the media tools are tested with. */
export function fixture(name: string): Buffer {
  return readFileSync(
    fileURLToPath(new URL(`../../../../../packages/host/src/media/fixtures/${name}`, import.meta.url)),
  );
}

function pngChunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

function ihdr(width: number, height: number): Buffer {
  const data = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 6, 0, 0, 0]);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  return pngChunk('IHDR', data);
}

function png(width: number, height: number, ...between: readonly Buffer[]): Buffer {
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = deflateSync(Buffer.alloc((width * 4 + 1) * Math.min(height, 64)));
  return Buffer.concat([
    signature,
    ihdr(width, height),
    ...between,
    pngChunk('IDAT', pixels),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A file whose bytes from `at` are these instead. */
function patched(file: Buffer, at: number, bytes: readonly number[]): Buffer {
  const copy = Buffer.from(file);
  Buffer.from(bytes).copy(copy, at);
  return copy;
}

function riff(...chunks: readonly (readonly [string, Buffer])[]): Buffer {
  const body = Buffer.concat(
    chunks.map(([name, data]) => {
      const head = Buffer.from(`${name}\0\0\0\0`, 'latin1');
      head.writeUInt32LE(data.length, 4);
      return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
    }),
  );
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}

/** The first frame of a lossless WebP that says it is this large; behind the header there are no pixels. */
function losslessHead(width: number, height: number): Buffer {
  const data = Buffer.alloc(32);
  data[0] = 0x2f;
  data.writeUInt32LE(((width - 1) | ((height - 1) << 14)) >>> 0, 1);
  return data;
}

const jpegHead = (width: number, height: number): number[] => [
  0xff,
  0xc0,
  0,
  17,
  8,
  height >> 8,
  height & 255,
  width >> 8,
  width & 255,
  3,
  1,
  0x11,
  0,
  2,
  0x11,
  0,
  3,
  0x11,
  0,
];

function gif(screen: number, frame: number, frames: number): Buffer {
  const head = Buffer.from('GIF89a\0\0\0\0\x80\0\0\0\0\0\xff\xff\xff', 'latin1');
  head.writeUInt16LE(screen, 6);
  head.writeUInt16LE(screen, 8);
  const picture = Buffer.from([0x2c, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 0x4c, 1, 0]);
  picture.writeUInt16LE(frame, 5);
  picture.writeUInt16LE(frame, 7);
  return Buffer.concat([head, ...Array.from({ length: frames }, () => picture), Buffer.from([0x3b])]);
}

/** Exif with as many entries as its count can say, each pointing at the directory itself. */
function exifMaze(): Buffer {
  const tiff = Buffer.alloc(65_000);
  tiff.write('Exif\0\0II', 'latin1');
  tiff.writeUInt16LE(42, 8);
  tiff.writeUInt32LE(8, 10);
  tiff.writeUInt16LE(0xffff, 14);
  for (let at = 16; at + 12 <= tiff.length; at += 12) {
    tiff.writeUInt16LE(0x8769, at);
    tiff.writeUInt16LE(4, at + 2);
    tiff.writeUInt32LE(0xffffffff, at + 4);
    tiff.writeUInt32LE(8, at + 8);
  }
  return tiff;
}

const page = '<!doctype html><script>alert(document.domain)</script>';

/** Pictures that lie: about their size, their number, their end, or what they are. */
export function hostilePictures(): Readonly<Record<string, Uint8Array>> {
  const jpeg = fixture('plain.jpg');
  const avif = fixture('plain.avif');
  const webp = fixture('plain.webp');
  const sizeAt = avif.indexOf('ispe') + 8;
  const sof = [...jpeg.keys()].find((at) => jpeg[at] === 0xff && (jpeg[at + 1] === 0xc0 || jpeg[at + 1] === 0xc2)) ?? 2;
  const exif = exifMaze();
  const exifHead = Buffer.from([0xff, 0xe1, (exif.length + 2) >> 8, (exif.length + 2) & 255]);
  return {
    'huge.png': png(60_000, 60_000),
    'wide.png': png(2 ** 31 - 1, 1),
    'beyond.png': png(1, 1, ihdr(40_000, 40_000)),
    'pixels-short.png': png(6000, 6000),
    'bomb.png': png(16, 16, pngChunk('IDAT', deflateSync(Buffer.alloc(200_000_000)))),
    'profile-bomb.png': png(
      16,
      16,
      pngChunk('iCCP', Buffer.concat([Buffer.from('x\0\0'), deflateSync(Buffer.alloc(200_000_000))])),
    ),
    'text-bomb.png': png(
      16,
      16,
      ...Array.from({ length: 20 }, () =>
        pngChunk('zTXt', Buffer.concat([Buffer.from('x\0\0'), deflateSync(Buffer.alloc(50_000_000))])),
      ),
    ),
    'crumbs.png': png(16, 16, Buffer.concat(Array.from({ length: 200_000 }, () => pngChunk('tEXt', Buffer.alloc(0))))),
    'long-chunk.png': patched(fixture('plain.png'), 33, [0xff, 0xff, 0xff, 0xff]),
    'cut.png': fixture('plain.png').subarray(0, 200),
    'moving.png': fixture('animated.png'),
    'huge.gif': gif(65_535, 1, 1),
    'frame-over-screen.gif': gif(1, 65_535, 1),
    'many-frames.gif': gif(16, 16, 100_000),
    'no-end.gif': gif(16, 16, 1).subarray(0, -1),
    'huge.jpg': patched(jpeg, sof, jpegHead(65_535, 65_535).slice(0, 9)),
    'two-sizes.jpg': Buffer.concat([Buffer.from([0xff, 0xd8, ...jpegHead(60_000, 60_000)]), jpeg.subarray(2)]),
    'maze.jpg': Buffer.concat([jpeg.subarray(0, 2), exifHead, exif, jpeg.subarray(2)]),
    'cut.jpg': jpeg.subarray(0, jpeg.length / 2),
    'one-marker.jpg': Buffer.from([0xff, 0xd8, 0xff]),
    'markers.jpg': Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(10_000_000, 0xff)]),
    'huge.webp': riff(['VP8L', losslessHead(16_384, 16_384)]),
    'two-pictures.webp': riff(['VP8L', losslessHead(16_384, 16_384)], ['VP8L', losslessHead(1, 1)]),
    'long-riff.webp': patched(webp, 4, [0xff, 0xff, 0xff, 0xff]),
    'empty-riff.webp': Buffer.from('RIFF\xff\xff\xff\xffWEBP', 'latin1'),
    'moving.webp': fixture('animated.webp'),
    'huge.avif': patched(avif, sizeAt, [0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]),
    'small-word.avif': patched(avif, sizeAt, [0, 0, 0, 1, 0, 0, 0, 1]),
    'cut.avif': avif.subarray(0, avif.length - 40),
    'zero-box.avif': patched(avif, 0, [0, 0, 0, 0]),
    'picture.svg': Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><image href="file:///etc/passwd"/></svg>`,
    ),
    'picture.xml': Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    'picture.tiff': Buffer.from('II*\0\x08\0\0\0', 'latin1'),
    'picture.bmp': Buffer.from('BM\xff\xff\xff\x7f\0\0\0\0', 'latin1'),
    'picture.ps': Buffer.from('%!PS\n(/etc/passwd) (r) file\n'),
    'picture.mvg': Buffer.from(
      'push graphic-context\nfill \'url(https://evil.example/x.jpg"|id")\'\npop graphic-context',
    ),
    'empty.png': Buffer.alloc(0),
    'nul.png': Buffer.alloc(1_000_000),
    'page.png': Buffer.from(page),
  };
}

/** Real pictures that are something else as well: taken as pictures, and never served as anything else. */
export function polyglots(): Readonly<Record<string, Uint8Array>> {
  const jpeg = fixture('plain.jpg');
  const comment = Buffer.from(page);
  return {
    'page-behind.jpg': Buffer.concat([jpeg, Buffer.from(page)]),
    'page-inside.jpg': Buffer.concat([
      jpeg.subarray(0, 2),
      Buffer.from([0xff, 0xfe, 0, comment.length + 2]),
      comment,
      jpeg.subarray(2),
    ]),
    'archive-behind.jpg': Buffer.concat([jpeg, Buffer.from('PK\x05\x06'), Buffer.alloc(18)]),
    'program-behind.png': Buffer.concat([fixture('plain.png'), Buffer.from('MZ\x90\0<script>alert(1)</script>')]),
  };
}
