import { exitCodes } from '@videoexpress/host';
import { newAssetId, type EngineModel } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { parseInvocation } from '../arguments/parse-invocation.ts';
import { generateCommand } from '../commands/generate.ts';
import { fakeEngines } from '../testing/fake-jobs.ts';
import { buildJobRequest, inOptionWords } from './build-input.ts';
import { framesFor } from './frames.ts';
import { type InputAssets, noInputAssets } from './input-files.ts';
import { readRequest, type GenerateRequest } from './request.ts';

function request(...args: string[]): GenerateRequest {
  const invocation = parseInvocation(generateCommand, args);
  if (!invocation.ok) throw new Error(invocation.error.message);
  const read = readRequest(invocation.value);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

function refused(...args: string[]): string {
  const invocation = parseInvocation(generateCommand, args);
  const read = invocation.ok ? readRequest(invocation.value) : invocation;
  const built = read.ok ? buildJobRequest(read.value, fakeEngines, noInputAssets) : read;
  if (built.ok) throw new Error('expected a refusal');
  expect(built.error.exitCode).toBe(exitCodes.usage);
  return `${built.error.message} ${built.error.fix ?? ''}`;
}

/** What the library made of the files that the options name. */
function uploadedFor(args: readonly string[]): InputAssets {
  return {
    image: args.includes('--image') ? newAssetId() : null,
    lastImage: args.includes('--last-image') ? newAssetId() : null,
    loras: request(...args).loras.map(({ scale }) => ({ lora: newAssetId(), scale })),
  };
}

function built(...args: string[]) {
  const made = buildJobRequest(request(...args), fakeEngines, uploadedFor(args));
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
}

describe('what generate asks the daemon for', () => {
  it('is the prompt alone where nothing else was said', () => {
    expect(built('A red fox')).toEqual({ kind: 'text_to_video', input: { prompt: 'A red fox' } });
    expect(built('A', 'red', 'fox').input).toEqual({ prompt: 'A red fox' });
  });

  it('has the field names of the API', () => {
    expect(
      built('A fox', '--size', '640x360', '--seed', '0', '--set', 'fps=24', '--duration', '2s', '--engine', 'sketch'),
    ).toEqual({
      kind: 'text_to_video',
      engine: 'sketch',
      input: { prompt: 'A fox', width: 640, height: 360, seed: 0, fps: 24, num_frames: 48 },
    });
  });

  it('becomes image_to_video with a picture', () => {
    const { kind, input } = built('--image', 'cat.png');
    expect([kind, Object.keys(input)]).toEqual(['image_to_video', ['image']]);
  });

  it('has a last frame, LoRAs with their strengths, and the model by its own option', () => {
    const { input } = built('--image', 'cat.png', '--last-image', 'dog.png', '--model', 'sketch-1');
    expect(Object.keys(input)).toEqual(['image', 'last_image', 'model']);
    const loras = built('A fox', '--lora', 'film.safetensors', '--lora', 'C:/a.safetensors:-0.5').input['loras'];
    expect(loras).toMatchObject([{ scale: 1 }, { scale: -0.5 }]);
    expect(request('A fox', '--lora', 'C:/a.safetensors:0.5').loras).toEqual([
      { file: 'C:/a.safetensors', scale: 0.5 },
    ]);
  });

  it('gives each setting the type of its field', () => {
    expect(built('--set', 'prompt=42', '--set', 'num_frames=81').input).toEqual({ prompt: '42', num_frames: 81 });
    const { input } = built(
      'A fox',
      '--engine',
      'picky',
      '--set',
      'guidance_scale=2.5',
      '--set',
      'turbo=yes',
      '--set',
      'sampler=2',
      '--set',
      'model=picky-1',
    );
    expect(input).toMatchObject({ guidance_scale: 2.5, turbo: true, sampler: '2', model: 'picky-1' });
    // What is no number is left for the daemon to refuse, in the words of the field.
    expect(built('A fox', '--set', 'fps=fast').input).toEqual({ prompt: 'A fox', fps: 'fast' });
  });
});

describe('what generate refuses by itself, with the way out', () => {
  it.each([
    [[], 'Say what the clip should show'],
    [['A fox', '--last-image', 'b.png'], '--image FILE as well'],
    [['A fox', '--lora', 'a.safetensors:5'], 'from -4 to 4'],
    [['A fox', ...Array.from({ length: 6 }, () => ['--lora', 'a.safetensors']).flat()], '5 are possible'],
    [['A fox', '--model', 'x', '--set', 'model=y'], '--model and --set model say the same thing'],
    [['A fox', '--kind', 'text2video'], 'no kind "text2video". Did you mean text_to_video?'],
    [['A fox', '--kind', 'image_to_video'], '--image FILE'],
    [['A fox', '--kind', 'text_to_video', '--image', 'a.png'], 'takes no --image'],
    [['A fox', '--size', 'big'], '832x480'],
    [['A fox', '--duration', 'long'], '5s'],
    [['A fox', '--seed', '-1'], '0 or more'],
    [['A fox', '--set', 'fps'], '--set fps=24'],
    [['A fox', '--set', 'fps=1', '--set', 'fps=2'], 'given twice'],
    [['A fox', '--seed', '1', '--set', 'seed=2'], '--seed and --set seed'],
    [['A fox', '--set', 'prompt=x'], 'PROMPT and --set prompt'],
    [['A fox', '--detach', '-o', 'x.mp4'], 'Leave out one'],
    [['A fox', '--engine', 'sketsh'], 'Did you mean sketch?'],
    [['A fox', '--set', 'model=sketch-2'], 'has no model "sketch-2". It has: sketch-1'],
    [['A fox', '--set', 'fsp=24'], 'no setting "fsp". Did you mean fps?'],
    [['A fox', '--engine', 'picky', '--set', 'turbo=perhaps'], 'true or false'],
    [['A fox', '--engine', 'picky', '--set', 'guidance_scale=high'], 'Give a number'],
    [['--image', 'a.png', '--engine', 'picky'], 'cannot do image_to_video. These can: sketch'],
  ])('%j', (args, says) => {
    expect(refused(...args)).toContain(says);
  });
});

describe('frames for a duration', () => {
  const limits = (
    numFrames: EngineModel['limits']['numFrames'],
    seconds = { min: 1, max: 30 },
  ): EngineModel['limits'] => ({
    sidePixels: { min: 64, max: 1920, multipleOf: 2 },
    maxPixels: 1_000_000,
    fps: { min: 8, max: 60 },
    numFrames,
    durationSeconds: seconds,
  });
  const any = limits({ min: 1, max: 1800, base: 0, step: 1 });
  const wan = limits({ min: 17, max: 121, base: 1, step: 4 }, { min: 1, max: 5 });

  it.each([
    [5, 16, any, 80],
    [1.03, 24, any, 25],
    [30, 60, any, 1800],
    [5, 16, wan, 77],
    [5, 24, wan, 117],
    [2, 16, wan, 33],
    [1, 16, wan, 17],
  ])('%d s at %d frames a second', (seconds, fps, model, frames) => {
    expect(framesFor(seconds, fps, model)).toBe(frames);
    expect((frames - model.numFrames.base) % model.numFrames.step).toBe(0);
  });

  it('never leaves the limits by rounding', () => {
    for (let fps = 8; fps <= 60; fps += 1) {
      expect(framesFor(5, fps, wan) / fps).toBeLessThanOrEqual(5);
      expect(framesFor(1, fps, any) / fps).toBeGreaterThanOrEqual(1);
    }
  });

  it('leaves a length outside of the limits there, to be refused', () => {
    expect(framesFor(60, 16, any)).toBe(960);
    expect(framesFor(0.1, 16, any)).toBe(2);
  });
});

describe('a refusal in the words of the command line', () => {
  const paths = (given: GenerateRequest) =>
    inOptionWords(
      ['input.width', 'input.num_frames', 'input.seed', 'input.prompt', 'input.fps', 'engine', 'input.image', ''].map(
        (path) => ({ path, message: 'm' }),
      ),
      given,
    ).map(({ path }) => path);

  it('names the option that the value came from', () => {
    expect(paths(request('A fox', '--size', '1x1', '--duration', '5s', '--seed', '1'))).toEqual([
      '--size (width)',
      '--duration',
      '--seed',
      'PROMPT',
      '--set fps',
      '--engine',
      '--image',
      '',
    ]);
    expect(paths(request('--set', 'prompt=x')).slice(0, 4)).toEqual([
      '--set width',
      '--set num_frames',
      '--set seed',
      '--set prompt',
    ]);
  });
});
