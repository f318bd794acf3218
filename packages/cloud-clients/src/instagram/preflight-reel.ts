import { type PostContent, type PreflightLine, tooLong } from '@videoexpress/job-schema';
import type { ClipMakeup, PostClip } from '@videoexpress/studio';

/** What Instagram takes of a Reel. */
const limits = {
  fps: { min: 23, max: 60 },
  width: 1920,
  aspect: { min: 0.01, max: 10 },
  seconds: { min: 3, max: 15 * 60 },
  bytes: 300_000_000,
  bitsPerSecond: 25_000_000,
  audioHz: 48_000,
} as const;

/** So far off 9:16 nobody sees what stays empty: models make 704 × 1280, 16 pixels short of it. */
const nearlyUpright = 0.02;

type Line = Pick<PreflightLine, 'level' | 'code' | 'text'> & Partial<Pick<PreflightLine, 'field' | 'fit'>>;

/**
 * What stands for and against a Reel, by everything that Instagram is known to limit. With a `fit`, what that puts right
 * is counted as right; how long a clip is, nothing puts right.
 */
export function preflightReel(content: PostContent, clip: PostClip): readonly PreflightLine[] {
  const lines: readonly Line[] = [
    ...durationLines(clip.makeup?.video.durationSeconds ?? clip.durationSeconds),
    ...(content.fit === 'as_is' ? clipLines(clip) : fittedLines(content.fit, clip)),
    ...textLines(content),
    { level: 'note', code: 'public', text: 'A Reel is public at once: Instagram has no other visibility for it.' },
  ];
  return lines.map((line) => ({ field: null, fit: null, ...line }));
}

function durationLines(seconds: number): readonly Line[] {
  const { min, max } = limits.seconds;
  const shown = `${Number(seconds.toFixed(1))} s`;
  if (seconds < min) return [fail('too_short', `It lasts ${shown}. A Reel lasts 3 s at least.`)];
  // A file's clock is coarse.
  if (seconds > max + 0.5) return [fail('too_long', `It lasts ${shown}. A Reel lasts 15 minutes at most.`)];
  return [pass('duration', `It lasts ${shown}; 3 s to 15 minutes are taken.`)];
}

function clipLines(clip: PostClip): readonly Line[] {
  const { makeup } = clip;
  const width = makeup?.video.width ?? clip.width;
  const height = makeup?.video.height ?? clip.height;
  const fps = makeup?.video.fps ?? clip.fps;
  return [
    ...(makeup === null ? [unread] : [...containerLines(makeup), ...codecLines(makeup), ...audioLines(makeup)]),
    ...rateLines(fps),
    ...shapeLines(width, height),
    ...sizeLines(clip),
  ];
}

const unread = note('not_read', 'What the file is made of could not be read here; Instagram decides.');

function containerLines({ container, indexFirst, hasEditList }: ClipMakeup): readonly Line[] {
  if (container !== 'mp4' && container !== 'mov') return [reEncode('container', 'Instagram takes MP4 and MOV only.')];
  if (indexFirst === false)
    return [reEncode('index_at_end', 'The index of the file is at its end; Instagram wants it at the front.')];
  const first = pass('container', `${container.toUpperCase()} with the index at the front.`);
  if (!hasEditList) return [first];
  const text = 'The file has an edit list, of which Instagram says that it takes none. Most are taken all the same.';
  return [first, { ...note('edit_list', text), field: 'fit', fit: 're_encode' }];
}

function codecLines({ video: { codec, isPlain420, bitsPerSecond } }: ClipMakeup): readonly Line[] {
  const lines: Line[] = [];
  if (codec !== 'avc' && codec !== 'hevc') lines.push(reEncode('codec', 'Instagram takes H.264 and HEVC only.'));
  else if (isPlain420 === false)
    lines.push(reEncode('colours', 'Its colours are stored finer than 8-bit 4:2:0, which Instagram does not take.'));
  else lines.push(pass('codec', codec === 'avc' ? 'H.264, 4:2:0.' : 'HEVC, 4:2:0.'));
  if (bitsPerSecond > limits.bitsPerSecond)
    lines.push(reEncode('bitrate', `It has ${megabits(bitsPerSecond)}; Instagram takes 25 Mbit/s at most.`));
  return lines;
}

function audioLines({ audio }: ClipMakeup): readonly Line[] {
  if (audio === null) return [note('silent', 'It has no sound. Instagram takes that.')];
  if (audio.codec !== 'aac')
    return [reEncode('audio_codec', 'Its sound is not AAC, which is all that Instagram takes.')];
  if (audio.sampleRateHz > limits.audioHz || audio.channels > 2)
    return [reEncode('audio', 'Instagram takes sound of 48 kHz and two channels at most.')];
  return [pass('audio', 'Its sound is AAC.')];
}

function rateLines(fps: number): readonly Line[] {
  const shown = Number(fps.toFixed(2));
  // 23.976 is a rate of films, and a little above 60 is 60 as a coarse clock has it.
  if (fps >= limits.fps.min - 0.05 && fps <= limits.fps.max + 0.5)
    return [pass('fps', `${shown} frames a second; 23 to 60 are taken.`)];
  return [reEncode('fps', `It has ${shown} frames a second; Instagram takes 23 to 60.`)];
}

function shapeLines(width: number, height: number): readonly Line[] {
  const lines: Line[] = [];
  if (width > limits.width) lines.push(reEncode('width', `It is ${width} pixels wide; Instagram takes 1920 at most.`));
  const aspect = width / height;
  if (!(aspect >= limits.aspect.min && aspect <= limits.aspect.max))
    return [...lines, { ...fail('aspect', 'Its shape is too extreme for Instagram.'), field: 'fit', fit: 'pad' }];
  const off = Math.abs(aspect - 9 / 16);
  if (off < 0.01) return [...lines, pass('aspect', '9:16, the shape of a Reel.')];
  if (off < nearlyUpright) return [...lines, pass('aspect', 'Nearly 9:16, the shape of a Reel.')];
  const text = `It is ${width} × ${height}. Reels are shown upright (9:16); around it, or beside it, the screen stays empty.`;
  return [...lines, { ...note('aspect', text), field: 'fit', fit: 'crop' }];
}

function sizeLines({ bytes }: PostClip): readonly Line[] {
  const shown = `${Math.max(0.1, Number((bytes / 1e6).toFixed(1)))} MB`;
  return bytes > limits.bytes
    ? [reEncode('size', `It has ${shown}; Instagram takes 300 MB at most.`)]
    : [pass('size', `${shown}; 300 MB are taken.`)];
}

function fittedLines(fit: Exclude<PostContent['fit'], 'as_is'>, clip: PostClip): readonly Line[] {
  const texts = {
    crop: 'It is cropped to 9:16 (1080 × 1920) and encoded as Instagram takes it before it goes out.',
    pad: 'It is put into a frame of 9:16 (1080 × 1920) and encoded as Instagram takes it before it goes out.',
    re_encode: 'It is encoded as Instagram takes it before it goes out.',
  } as const;
  const shape = fit === 're_encode' ? shapeLines(Math.min(clip.width, limits.width), clip.height) : [];
  return [{ ...pass('fitted', texts[fit]), field: 'fit' }, ...shape.filter(({ level }) => level !== 'pass')];
}

function textLines(content: PostContent): readonly Line[] {
  const over = tooLong('instagram', content).map(
    ({ field, what, used, most, unit }): Line => ({
      ...fail(`${what}_too_long`, `The caption has ${used} ${unit}; Instagram takes ${most}.`),
      field,
    }),
  );
  return over.length > 0
    ? over
    : [{ ...pass('caption', 'The caption is within what Instagram takes.'), field: 'text' }];
}

function megabits(bitsPerSecond: number): string {
  return `${Number((bitsPerSecond / 1e6).toFixed(1))} Mbit/s`;
}

function pass(code: string, text: string): Line {
  return { level: 'pass', code, text };
}

function note(code: string, text: string): Line {
  return { level: 'note', code, text };
}

function fail(code: string, text: string): Line {
  return { level: 'fail', code, text };
}

/** It cannot go like this, and goes once it is encoded anew. */
function reEncode(code: string, text: string): Line {
  return { level: 'fail', code, text: `${text} "Re-encode" puts that right.`, field: 'fit', fit: 're_encode' };
}
