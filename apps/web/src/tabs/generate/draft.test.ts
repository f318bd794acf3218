import { describe, expect, it } from 'vitest';
import { assetOf } from '../../testing/asset-of.ts';
import { modelOf } from '../../testing/model-of.ts';
import { draftFrom, emptyDraft, type GenerateDraft, modelKey, modelSettings, parameterValues } from './draft.ts';

describe('draftFrom', () => {
  it('is an empty form where nothing, or nonsense, is stored', () => {
    for (const stored of [undefined, null, 'text', 7, [], { prompt: 3, ratio: '4:3', seconds: -1, seed: 1.5 }]) {
      expect(draftFrom(stored)).toEqual(emptyDraft);
    }
  });

  it('gives back what was put in, as it comes out of storage', () => {
    const draft: GenerateDraft = {
      ...emptyDraft,
      prompt: 'سفينة ورقية 🦊\nin the rain',
      image: assetOf({ name: 'fox.png' }),
      engine: 'sketch',
      model: 'sketch',
      ratio: 'image',
      quality: 'high',
      seconds: 6.5,
      frames: 104,
      seed: 0,
      isMoreOpen: true,
      models: { 'sketch/sketch': { parameters: { title: 'Hi', show_text: false }, fps: 24, size: null } },
    };
    expect(draftFrom(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
  });

  it('keeps the rest where one part is not to be understood', () => {
    const stored = { ...emptyDraft, prompt: 'A fox', image: { id: 'ast_1' }, models: { a: null } };
    expect(draftFrom(stored)).toMatchObject({ prompt: 'A fox', image: null, models: { a: { fps: null } } });
  });
});

describe('parameterValues', () => {
  const model = {
    ...modelOf(),
    parameters: [{ type: 'switch' as const, name: 'words', label: 'Words', help: '', default: true }],
  };

  it('takes what is set, and the default for what is not or is of another kind', () => {
    const settings = (value: string | boolean) => ({ parameters: { words: value, gone: 3 }, fps: null, size: null });
    expect(parameterValues(model, settings(false))).toEqual({ words: false });
    expect(parameterValues(model, settings('yes'))).toEqual({ words: true });
    expect(parameterValues(model, modelSettings(emptyDraft, 'a', 'b'))).toEqual({ words: true });
    expect(modelKey('a', 'b')).toBe('a/b');
  });
});
