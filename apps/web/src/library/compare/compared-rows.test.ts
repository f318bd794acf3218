import { type AssetDetails, type ClipSettings, newJobId } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { clipOf } from '../../testing/clip-of.ts';
import { comparedRows, unlikeWords } from './compared-rows.ts';

function detailsOf(input: ClipSettings['input'] | null, parts: Parameters<typeof clipOf>[0] = {}): AssetDetails {
  const made: ClipSettings | null =
    input === null
      ? null
      : {
          schema: 1,
          kind: 'text_to_video',
          input,
          engine: 'sketch',
          appVersion: '0.1.0',
          jobId: newJobId(),
          inputHashes: {},
        };
  return {
    asset: clipOf(parts),
    settings: made,
    path: '/clips/fox.mp4',
    isMissing: false,
    needsStorage: false,
    madeFrom: [],
    usedBy: { unendedJobs: [], assets: [], assetCount: 0 },
    purgesAt: null,
  };
}

const base = { prompt: 'A fox', width: 832, height: 480, num_frames: 81, fps: 16, seed: 7 };

describe('comparedRows', () => {
  it('marks what differs and what only one has', () => {
    const rows = comparedRows(detailsOf(base), detailsOf({ ...base, seed: 8, guidance_scale: 5 }), {
      sketch: 'Sketch',
    });
    const different = rows.filter(({ isDifferent }) => isDifferent);
    expect(different.map(({ label, one, other }) => [label, one, other])).toEqual([
      ['Seed', '7', '8'],
      ['Guidance', null, '5'],
    ]);
    expect(rows[0]).toMatchObject({ label: 'Prompt', isDifferent: false });
  });

  it('knows the facts of a clip without settings', () => {
    const rows = comparedRows(detailsOf(null), detailsOf(null, { width: 480 }), {});
    expect(rows.filter(({ isDifferent }) => isDifferent).map(({ name }) => name)).toEqual(['width']);
  });
});

describe('unlikeWords', () => {
  it('says what is unlike in length and rate, and nothing of what is alike', () => {
    expect(unlikeWords(detailsOf(base), detailsOf(base))).toBe(null);
    expect(unlikeWords(detailsOf(base), detailsOf(base, { durationSeconds: 3, fps: 24 }))).toBe(
      '5.06 s and 3.00 s long: the shorter waits on its last frame. 16 and 24 frames a second: they are kept together by time.',
    );
  });
});
