import { describe, expect, it } from 'vitest';
import type { ClipMakeup } from '@videoexpress/studio';
import { preflightReel } from './preflight-reel.ts';
import { content, goodClip, goodMakeup } from './testing/reel-bench.ts';

const withMakeup = (more: Partial<ClipMakeup>) => ({ ...goodClip, makeup: { ...goodMakeup, ...more } });
const withVideo = (more: Partial<ClipMakeup['video']>) => withMakeup({ video: { ...goodMakeup.video, ...more } });
const sound = { codec: 'aac', sampleRateHz: 44_100, channels: 2, bitsPerSecond: 128_000 };

function worst(clip: typeof goodClip, more = {}) {
  return preflightReel(content(more), clip)
    .filter(({ level }) => level === 'fail')
    .map(({ code, fit }) => (fit === null ? code : `${code}: ${fit}`));
}

describe('the pre-flight of a Reel', () => {
  it.each([
    [704, 1280, 'pass'],
    [720, 1280, 'pass'],
    [1080, 1350, 'note'],
  ])('%i × %i is a %s: what models make upright counts as 9:16', (width, height, level) => {
    expect(preflightReel(content(), withVideo({ width, height })).find(({ code }) => code === 'aspect')?.level).toBe(
      level,
    );
  });

  it('has nothing against a clip of 9:16 at 30 frames a second', () => {
    const lines = preflightReel(content(), withMakeup({ audio: sound }));
    expect(lines.map(({ level, code }) => `${level} ${code}`)).toEqual([
      'pass duration',
      'pass container',
      'pass codec',
      'pass audio',
      'pass fps',
      'pass aspect',
      'pass size',
      'pass caption',
      'note public',
    ]);
  });

  it.each([
    ['WebM', withMakeup({ container: 'webm', indexFirst: null }), 'container: re_encode'],
    ['an index at the end', withMakeup({ indexFirst: false }), 'index_at_end: re_encode'],
    ['VP9', withVideo({ codec: 'vp9', isPlain420: null }), 'codec: re_encode'],
    ['10 bits', withVideo({ isPlain420: false }), 'colours: re_encode'],
    ['16 frames a second', withVideo({ fps: 16 }), 'fps: re_encode'],
    ['120 frames a second', withVideo({ fps: 120 }), 'fps: re_encode'],
    ['30 Mbit/s', withVideo({ bitsPerSecond: 30_000_000 }), 'bitrate: re_encode'],
    ['4K', withVideo({ width: 3840, height: 2160 }), 'width: re_encode'],
    ['a strip', withVideo({ width: 1900, height: 100 }), 'aspect: pad'],
    ['2 s', withVideo({ durationSeconds: 2 }), 'too_short'],
    ['16 minutes', withVideo({ durationSeconds: 960 }), 'too_long'],
    ['301 MB', { ...goodClip, bytes: 301_000_000 }, 'size: re_encode'],
    ['Opus', withMakeup({ audio: { ...sound, codec: 'opus' } }), 'audio_codec: re_encode'],
    ['96 kHz', withMakeup({ audio: { ...sound, sampleRateHz: 96_000 } }), 'audio: re_encode'],
    ['six channels', withMakeup({ audio: { ...sound, channels: 6 } }), 'audio: re_encode'],
  ])('does not let %s pass', (_, clip, line) => {
    expect(worst(clip)).toEqual([line]);
  });

  it.each([
    ['23.976 frames a second', withVideo({ fps: 24_000 / 1001 })],
    ['60 frames a second', withVideo({ fps: 60 })],
    ['HEVC', withVideo({ codec: 'hevc' })],
    ['MOV', withMakeup({ container: 'mov' })],
    ['3 s', withVideo({ durationSeconds: 3 })],
    ['15 minutes', withVideo({ durationSeconds: 900.2 })],
  ])('lets %s pass', (_, clip) => {
    expect(worst(clip)).toEqual([]);
  });

  it('offers to crop a clip that lies, and to encode one anew that has an edit list', () => {
    const lines = preflightReel(
      content(),
      withMakeup({ hasEditList: true, video: { ...goodMakeup.video, width: 832, height: 480 } }),
    );
    expect(
      lines.filter(({ level, fit }) => level === 'note' && fit !== null).map(({ code, fit }) => [code, fit]),
    ).toEqual([
      ['edit_list', 're_encode'],
      ['aspect', 'crop'],
    ]);
  });

  it.each(['crop', 'pad', 're_encode'] as const)(
    'counts as right what %s puts right, but not how long it is',
    (fit) => {
      const clip = withMakeup({
        container: 'webm',
        indexFirst: null,
        video: { ...goodMakeup.video, fps: 16, codec: 'vp9' },
      });
      expect(worst(clip, { fit })).toEqual([]);
      expect(worst(withVideo({ durationSeconds: 2, fps: 16 }), { fit })).toEqual(['too_short']);
    },
  );

  it('counts captions, hashtags and mentions as Instagram does', () => {
    expect(worst(goodClip, { text: 'a'.repeat(2200) })).toEqual([]);
    expect(worst(goodClip, { text: 'a'.repeat(2201) })).toEqual(['caption_too_long']);
    expect(worst(goodClip, { text: '🦊'.repeat(1101) })).toEqual(['caption_too_long']);
    expect(worst(goodClip, { text: '#fox '.repeat(31) })).toEqual(['hashtags_too_long']);
    expect(worst(goodClip, { text: '@fox '.repeat(21) })).toEqual(['mentions_too_long']);
  });

  it('says that it does not know where the file cannot be read', () => {
    const lines = preflightReel(content(), { ...goodClip, makeup: null });
    expect(lines.find(({ code }) => code === 'not_read')).toMatchObject({ level: 'note' });
  });
});
