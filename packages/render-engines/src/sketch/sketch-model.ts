import type { EngineDescription } from '@videoexpress/job-schema';

export const defaultClipsAtOnce = 1;

/** What the sketch engine says of itself: honest about what it is, and what it can do. */
export const sketchDescription: EngineDescription = {
  id: 'sketch',
  label: 'Sketch',
  notice: 'A moving sketch made on this machine, no AI model. Free.',
  embedded: true,
  models: [
    {
      id: 'sketch',
      label: 'Sketch',
      kinds: ['text_to_video', 'image_to_video'],
      limits: {
        sidePixels: { min: 64, max: 1920, multipleOf: 2 },
        maxPixels: 1920 * 1080,
        numFrames: { min: 8, max: 1800, base: 0, step: 1 },
        fps: { min: 8, max: 60 },
        durationSeconds: { min: 1, max: 30 },
      },
      defaults: { width: 832, height: 480, num_frames: 81, fps: 16 },
      parameters: [
        {
          type: 'text',
          name: 'title',
          label: 'Title',
          help: 'Words to set over the picture. Left empty, a text to video clip shows its prompt, an image to video clip nothing.',
          maxCharacters: 200,
          default: '',
        },
        {
          type: 'switch',
          name: 'show_text',
          label: 'Words in the picture',
          help: 'Off: the clip is the moving picture alone.',
          default: true,
        },
        {
          type: 'choice',
          name: 'transitions',
          label: 'Transitions',
          help: 'How one scene gives way to the next.',
          choices: [
            { value: 'auto', label: 'By seed' },
            { value: 'dissolve', label: 'Dissolve' },
            { value: 'cut', label: 'Cut' },
          ],
          default: 'auto',
        },
      ],
      pricePerSecondUsd: 0,
    },
  ],
  settings: [
    {
      type: 'number',
      name: 'clips_at_once',
      label: 'Clips at once',
      help: 'How many sketches are drawn side by side. Each keeps about one processor core busy.',
      min: 1,
      max: 4,
      step: 1,
      default: defaultClipsAtOnce,
    },
  ],
};
