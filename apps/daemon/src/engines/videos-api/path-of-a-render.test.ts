import { describe, expect, it } from 'vitest';
import { videosApiRoom } from '../../testing/videos-api-studio.ts';

const room = videosApiRoom();

describe('what was asked', () => {
  it('arrives as it was sent, each field of it', async () => {
    const studio = await room();
    await studio.create({
      prompt: 'Ein Fuchs, “rot”; im Schnee & Eis\n— très loin 🦊',
      width: 832,
      height: 480,
      num_frames: 49,
      fps: 24,
      seed: 4_294_967_295,
      negative_prompt: 'blur, text = bad',
      num_inference_steps: 28,
      guidance_scale: 4.5,
    });
    await studio.taken();
    const { seconds, ...fields } = studio.server.forms[0]?.fields ?? {};
    expect(fields).toEqual({
      prompt: 'Ein Fuchs, “rot”; im Schnee & Eis\n— très loin 🦊',
      model: 'Wan-AI/Wan2.2-T2V-A14B-Diffusers',
      size: '832x480',
      num_frames: '49',
      fps: '24',
      seed: '4294967295',
      negative_prompt: 'blur, text = bad',
      num_inference_steps: '28',
      guidance_scale: '4.5',
    });
    expect(seconds).toMatch(/^\d{12}$/);
  });

  it('is left to the server where a person left it alone', async () => {
    const studio = await room({ server: { dialect: 'sglang' } });
    await studio.create();
    await studio.taken();
    expect(Object.keys(studio.server.forms[0]?.fields ?? {}).toSorted()).toEqual(
      ['fps', 'model', 'num_frames', 'prompt', 'seconds', 'seed', 'size'].toSorted(),
    );
  });
});

describe('a job that fails', () => {
  it.each([
    [
      { code: 500, message: 'CUDA out of memory. Tried to allocate 9 GiB' },
      'engine_failed',
      /ran out of memory\. The time until then was spent/,
    ],
    [
      { code: 400, message: 'num_frames must be 4k+1' },
      'input_rejected',
      /refused it: num_frames must be 4k\+1\. Nothing was rendered/,
    ],
    [null, 'engine_failed', /could not render it/],
  ])('with %o says so, is not tried again by itself, and is forgotten there', async (error, code, words) => {
    const studio = await room();
    const job = await studio.create();
    const id = await studio.taken();
    studio.server.fail(id, error, 3);
    const end = await studio.untilEnd(job.id);
    expect(end).toMatchObject({ state: 'failed', attempt: 1, submissions: 1, error: { code } });
    expect(end.error?.userMessage).toMatch(words);
    await studio.untilForgotten();
    expect(studio.server.forms).toHaveLength(1);
  });
});
