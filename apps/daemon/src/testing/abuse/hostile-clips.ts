import { fixture } from './hostile-pictures.ts';

function box(name: string, ...content: readonly (Uint8Array | string)[]): Buffer {
  const body = Buffer.concat(content.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, body]);
}

const ftyp = box('ftyp', 'isom\0\0\x02\0isomiso2avc1mp41');
const nothing = Buffer.alloc(0);

/** Boxes in boxes, so many deep. */
function nested(name: string, levels: number): Buffer {
  const file = Buffer.alloc(levels * 8);
  for (let level = 0; level < levels; level += 1) {
    file.writeUInt32BE((levels - level) * 8, level * 8);
    file.write(name, level * 8 + 4, 'latin1');
  }
  return file;
}

/** A file with the bytes behind the `occurrence`th of `name` changed: `at` counts from the end of the name. */
function changed(file: Buffer, name: string, at: number, bytes: readonly number[]): Buffer {
  const copy = Buffer.from(file);
  const found = copy.indexOf(name, 0, 'latin1');
  if (found === -1) throw new Error(`The fixture has no ${name}`);
  Buffer.from(bytes).copy(copy, found + name.length + at);
  return copy;
}

const most = [0xff, 0xff, 0xff, 0xff];

/** Clips that lie: about their size, their depth, their tables, where their pictures are, or what they are. */
export function hostileClips(): Readonly<Record<string, Uint8Array>> {
  const clip = fixture('h264.mp4');
  const webm = fixture('vp9.webm');
  const elsewhere = box('url ', '\0\0\0\0file:///etc/passwd\0');
  const size64 = Buffer.from([0, 0, 0, 1, ...Buffer.from('moov'), 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
  return {
    'empty.mp4': nothing,
    'head-only.mp4': ftyp,
    'half.mp4': clip.subarray(0, clip.length / 2),
    'almost.mp4': clip.subarray(0, clip.length - 1),
    'noise.mp4': Buffer.concat([
      ftyp,
      Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 7919) % 251)),
    ]),
    'page.mp4': Buffer.from('<html><script>alert(1)</script></html>'),
    'list.mp4': Buffer.from(
      '#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXTINF:10,\nhttp://127.0.0.1:1/\n#EXT-X-ENDLIST\n',
    ),
    'concat.mp4': Buffer.from("ffconcat version 1.0\nfile '/etc/passwd'\nfile 'http://127.0.0.1:1/x'\n"),
    'dash.mp4': Buffer.from('<?xml version="1.0"?><MPD><BaseURL>file:///etc/passwd</BaseURL></MPD>'),
    'session.mp4': Buffer.from('v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n'),
    'reference.mov': Buffer.concat([
      box('moov', box('rmra', box('rmda', box('rdrf', '\0\0\0\0url \0\0\0\x14file:///etc/passwd\0')))),
    ]),
    'elsewhere.mp4': Buffer.concat([
      ftyp,
      box('moov', box('trak', box('mdia', box('minf', box('dinf', box('dref', '\0\0\0\0\0\0\0\x01', elsewhere)))))),
    ]),
    'pictures-elsewhere.mp4': changed(clip, 'url ', 0, [0, 0, 0, 0]),
    'index-too-long.mp4': Buffer.concat([ftyp, Buffer.from([...most, ...Buffer.from('moov')])]),
    'index-64-bit.mp4': Buffer.concat([ftyp, size64]),
    'index-empty.mp4': Buffer.concat([ftyp, box('moov')]),
    'box-of-nothing.mp4': Buffer.concat([ftyp, Buffer.from([0, 0, 0, 4, ...Buffer.from('moov')]), clip]),
    'deep.mp4': Buffer.concat([ftyp, nested('moov', 20_000)]),
    'deep-tags.mp4': Buffer.concat([ftyp, box('moov', nested('udta', 20_000))]),
    'tracks.mp4': Buffer.concat([
      ftyp,
      box('moov', Buffer.concat(Array.from({ length: 50_000 }, () => box('trak', box('mdia'))))),
    ]),
    'crumbs.mp4': Buffer.concat([ftyp, Buffer.concat(Array.from({ length: 100_000 }, () => box('free')))]),
    'wide.mp4': changed(clip, 'avc1', 24, [0xff, 0xff, 0xff, 0xff]),
    'no-width.mp4': changed(clip, 'avc1', 24, [0, 0, 0, 0]),
    'many-samples.mp4': changed(clip, 'stsz', 8, most),
    'large-samples.mp4': changed(clip, 'stsz', 4, most),
    'many-times.mp4': changed(clip, 'stts', 4, most),
    'long-times.mp4': changed(clip, 'stts', 8, [...most, ...most]),
    'many-chunks.mp4': changed(clip, 'stco', 4, most),
    'far-chunks.mp4': changed(clip, 'stco', 8, most),
    'many-runs.mp4': changed(clip, 'stsc', 4, most),
    'no-timescale.mp4': changed(clip, 'mdhd', 12, [0, 0, 0, 0]),
    'long-film.mp4': changed(clip, 'mdhd', 16, most),
    'no-codec.mp4': changed(clip, 'avcC', 0, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
    'damaged.mp4': changed(
      clip,
      'mdat',
      0,
      Array.from({ length: 600 }, (_, index) => (index * 31) % 256),
    ),
    'turned.mp4': changed(
      clip,
      'tkhd',
      40,
      Array.from({ length: 36 }, () => 0x7f),
    ),
    'half.webm': webm.subarray(0, webm.length / 2),
    'deep.mkv': Buffer.concat([webm.subarray(0, 60), Buffer.alloc(200_000, 0xa0)]),
    'long-element.mkv': Buffer.from([
      0x1a, 0x45, 0xdf, 0xa3, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe, 0x42, 0x86,
    ]),
    'all-ones.webm': Buffer.concat([webm.subarray(0, 4), Buffer.alloc(5000, 0xff)]),
    'audio-only.mp4': fixture('sound.mp4'),
    'stream.ts': Buffer.concat(
      Array.from({ length: 50 }, () => Buffer.concat([Buffer.from([0x47, 0x40, 0, 0x10]), Buffer.alloc(184, 0xff)])),
    ),
    'film.avi': Buffer.from('RIFF\xff\xff\xff\x7fAVI LIST\xff\xff\xff\x7fhdrl', 'latin1'),
    'film.swf': Buffer.from('FWS\x05\xff\xff\xff\x7f', 'latin1'),
    'film.asf': Buffer.from([0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11, 0xa6, 0xd9]),
  };
}
