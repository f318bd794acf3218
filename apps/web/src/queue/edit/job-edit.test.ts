import { describe, expect, it } from 'vitest';
import { jobOf } from '../../testing/job-of.ts';
import { modelOf } from '../../testing/model-of.ts';
import { editOf, inputOf, patchFor } from './job-edit.ts';

const model = {
  ...modelOf(),
  parameters: [
    {
      type: 'number' as const,
      name: 'steps',
      label: 'Steps',
      help: '',
      min: 1,
      max: 50,
      step: 1,
      default: 30,
    },
  ],
};
const input = { prompt: 'A fox', width: 832, height: 480, num_frames: 81, fps: 16, seed: 7, steps: 20 };
const job = jobOf({ input });
const opened = editOf(job, model);

describe('the form of a waiting job', () => {
  it('shows the job as it stands, and the model’s default where it names no value', () => {
    expect(opened).toEqual({ prompt: 'A fox', seconds: 5.06, seed: 7, runAt: null, values: { steps: 20 } });
    expect(editOf(jobOf(), model).values).toEqual({ steps: 30 });
  });

  it('asks for nothing when nothing was changed', () => {
    expect(patchFor(job, opened, opened, model)).toBeNull();
  });

  it('sends the whole input with what was changed', () => {
    const edit = { ...opened, prompt: 'A hare', values: { steps: 40 } };
    expect(patchFor(job, opened, edit, model)).toEqual({ input: { ...input, prompt: 'A hare', steps: 40 } });
  });

  it('keeps what another window changed meanwhile', () => {
    const latest = jobOf({ ...job, input: { ...input, seed: 99, prompt: 'An owl' } });
    const patch = patchFor(latest, opened, { ...opened, values: { steps: 40 } }, model);
    expect(patch?.input).toMatchObject({ prompt: 'An owl', seed: 99, steps: 40 });
  });

  it('turns seconds into frames of the model, at the job’s own rate', () => {
    expect(patchFor(job, opened, { ...opened, seconds: 3 }, model)?.input).toMatchObject({ num_frames: 48, fps: 16 });
  });

  it('leaves an emptied seed to the daemon, and an hour to the job', () => {
    expect(patchFor(job, opened, { ...opened, seed: null }, model)?.input).not.toHaveProperty('seed');
    const runAt = '2026-11-22T18:30:00.000Z';
    expect(patchFor(job, opened, { ...opened, runAt }, model)).toEqual({ runAt });
  });

  it('leaves the prompt of a picture out when it is emptied, and lets the daemon judge the one of a text', () => {
    const picture = jobOf({ kind: 'image_to_video', input });
    const edit = { ...opened, prompt: ' ' };
    expect(patchFor(picture, opened, edit, model)?.input).not.toHaveProperty('prompt');
    expect(patchFor(job, opened, edit, model)?.input).toHaveProperty('prompt', ' ');
  });

  it('makes a whole new job of it when the old one can no longer be changed', () => {
    expect(inputOf(job, opened, opened, model)).toEqual(input);
    expect(inputOf(job, opened, { ...opened, seed: 8 }, model)).toEqual({ ...input, seed: 8 });
  });
});
