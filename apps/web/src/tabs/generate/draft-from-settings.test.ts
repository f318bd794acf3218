import { describe, expect, it } from 'vitest';
import { assetOf } from '../../testing/asset-of.ts';
import { engineOf } from '../../testing/engine-of.ts';
import { modelOf } from '../../testing/model-of.ts';
import { emptyDraft } from './draft.ts';
import { draftFromSettings, noFiles } from './draft-from-settings.ts';
import { jobRequest, runsOn } from './job-request.ts';

const parameters = [{ type: 'switch' as const, name: 'words', label: 'Words', help: '', default: true }];
const engine = engineOf({ models: [{ ...modelOf(), parameters }] });
const engines = [engine];
const before = { ...emptyDraft, prompt: 'Something else', seed: 3, ratio: '1:1' as const };

/** What the form asks for after it took the settings over. */
function requestAfter(input: Record<string, unknown>, image = false) {
  const picture = image ? assetOf({ width: 300, height: 200 }) : null;
  const kind = image ? ('image_to_video' as const) : ('text_to_video' as const);
  const whole = { model: 'sketch-1', words: false, seed: 7, ...input, ...(picture ? { image: picture.id } : {}) };
  const { draft, notes } = draftFromSettings(
    before,
    { kind, engine: 'sketch', input: whole },
    { ...noFiles, image: picture },
    engines,
    true,
  );
  return { whole, draft, notes, request: jobRequest(draft, runsOn(engines, draft, undefined)) };
}

describe('draftFromSettings', () => {
  it.each([
    { prompt: 'A fox', width: 832, height: 480, num_frames: 81, fps: 16 },
    { prompt: 'A fox', width: 832, height: 480, num_frames: 80, fps: 16 },
    { prompt: 'A fox', width: 496, height: 288, num_frames: 48, fps: 16 },
    { prompt: 'ثعلب', width: 1000, height: 400, num_frames: 33, fps: 24 },
    { prompt: 'A fox', width: 480, height: 832, num_frames: 59, fps: 23, seed: 0 },
  ])('reproduces the very input of $width × $height, $num_frames frames', (input) => {
    const { whole, request, notes } = requestAfter(input);
    expect(request.input).toEqual(whole);
    expect(notes).toEqual([]);
  });

  it('reproduces a clip made from a picture, with and without a prompt', () => {
    const size = { width: 774, height: 516, num_frames: 81, fps: 16 };
    const silent = requestAfter(size, true);
    expect(silent.request).toMatchObject({ kind: 'image_to_video', input: silent.whole });
    expect(silent.draft).toMatchObject({ ratio: 'image', quality: 'standard' });
    const { whole, request } = requestAfter({ ...size, prompt: 'It moves' }, true);
    expect(request.input).toEqual(whole);
  });

  it('takes a new seed for another take', () => {
    const settings = { kind: 'text_to_video' as const, engine: 'sketch', input: { prompt: 'A fox', seed: 7 } };
    expect(draftFromSettings(before, settings, noFiles, engines, false).draft.seed).toBeNull();
  });

  it('says what could not be taken over', () => {
    const settings = { kind: 'image_to_video' as const, engine: 'gone', input: { prompt: 'A fox', image: 'ast_1' } };
    const { draft, notes } = draftFromSettings(before, settings, noFiles, engines, false);
    expect(draft).toMatchObject({ prompt: 'A fox', engine: null, image: null });
    expect(notes).toHaveLength(2);
  });
});
