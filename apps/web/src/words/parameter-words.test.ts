import { type EngineModel, engineModelSchema } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { modelOf } from '../testing/model-of.ts';
import { parameterFacts } from './parameter-words.ts';

const model: EngineModel = engineModelSchema.parse({
  ...modelOf(),
  parameters: [
    { type: 'text', name: 'title', label: 'Title', help: '', maxCharacters: 200, default: '' },
    { type: 'switch', name: 'show_text', label: 'Words in the picture', help: '', default: true },
    {
      type: 'choice',
      name: 'transitions',
      label: 'Transitions',
      help: '',
      choices: [
        { value: 'auto', label: 'By seed' },
        { value: 'cut', label: 'Cut' },
      ],
      default: 'auto',
    },
  ],
});

describe('parameterFacts', () => {
  it('names controls and values as the form does, and knows what a person set', () => {
    expect(parameterFacts(model, { title: '', show_text: true, transitions: 'cut', prompt: 'A fox' })).toEqual([
      { name: 'show_text', label: 'Words in the picture', value: 'on', isSet: false },
      { name: 'transitions', label: 'Transitions', value: 'Cut', isSet: true },
    ]);
  });

  it('shows a value that the model no longer offers as it is', () => {
    expect(parameterFacts(model, { transitions: 'wipe' })).toMatchObject([{ value: 'wipe' }]);
  });

  it('has nothing for a model that is not here', () => {
    expect(parameterFacts(undefined, { show_text: true })).toEqual([]);
  });
});
