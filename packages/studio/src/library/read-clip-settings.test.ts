import { describe, expect, it } from 'vitest';
import { readClipSettings } from './read-clip-settings.ts';

const input = {
  prompt: 'A red fox in snow',
  width: 832,
  height: 480,
  num_frames: 49,
  fps: 24,
  seed: 7,
  model: 'sketch',
};
const tag = {
  schema: 1,
  kind: 'text_to_video',
  input: { ...input, style: 'ink' },
  engine: 'sketch',
  appVersion: '0.1.0',
  jobId: 'job_1',
  inputHashes: {},
};
const read = (change: object) => readClipSettings(JSON.stringify({ ...tag, ...change }));

describe('the settings in a clip’s tag', () => {
  it('are read as they were written, the engine’s own parameters too', () => {
    expect(read({})).toEqual(tag);
  });

  it.each([
    ['no text', null],
    ['no JSON', '{"schema":1'],
    ['a list', '[]'],
    ['nesting without end', '['.repeat(60_000)],
    ['another version', JSON.stringify({ ...tag, schema: 2 })],
    ['a kind that there is not', JSON.stringify({ ...tag, kind: 'format_disk' })],
    ['a prompt that is a number', JSON.stringify({ ...tag, input: { ...input, prompt: 5 } })],
    ['a prompt without end', JSON.stringify({ ...tag, input: { ...input, prompt: 'x'.repeat(3000) } })],
    ['a seed out of range', JSON.stringify({ ...tag, input: { ...input, seed: -1 } })],
    ['an engine’s name without end', JSON.stringify({ ...tag, engine: 'x'.repeat(300) })],
  ])('are nothing where there is %s', (_, text) => {
    expect(readClipSettings(text)).toBeNull();
  });

  it('leave behind whatever is no plain parameter', () => {
    const hostile = { __proto__x: 1, 'a b': 1, deep: { er: [] }, list: [1], long: 'x'.repeat(5000), steps: 30 };
    const settings = readClipSettings(JSON.stringify({ ...tag, input: { ...input, ...hostile } }));
    expect(settings?.input).toEqual({ ...input, steps: 30 });
    const planted = readClipSettings(JSON.stringify(tag).replace('"prompt"', '"__proto__":{"admin":true},"prompt"'));
    expect(planted?.input).toEqual({ ...input, style: 'ink' });
  });
});
