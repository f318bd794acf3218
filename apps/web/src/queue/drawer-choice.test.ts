import { describe, expect, it } from 'vitest';
import { chosenForm, parseChoices, tabKindOf, withChoice, wordChoices } from './drawer-choice.ts';

describe('the form of the drawer', () => {
  it('is a column on Generate in a wide window, and a strip everywhere else', () => {
    expect(chosenForm({}, 'generate', true)).toBe('column');
    expect(chosenForm({}, 'generate', false)).toBe('strip');
    expect(chosenForm({}, 'other', true)).toBe('strip');
  });

  it('is remembered for that kind of tab and that width alone', () => {
    const choices = withChoice({}, 'generate', true, 'strip');
    const read = parseChoices(wordChoices(choices));
    expect(chosenForm(read, 'generate', true)).toBe('strip');
    expect(chosenForm(withChoice(read, 'other', true, 'column'), 'other', true)).toBe('column');
    expect(chosenForm(read, 'generate', false)).toBe('strip');
    expect(chosenForm(read, 'other', true)).toBe('strip');
  });

  it('takes nothing from what it does not understand', () => {
    expect(parseChoices('generate.wide=open =strip {"a":1}')).toEqual({ '': 'strip' });
    expect(parseChoices(null)).toEqual({});
  });
});

describe('tabKindOf', () => {
  it('counts every screen of a clip as Generate', () => {
    expect(['/', '/queue', '/jobs/job_1', '/library', '/assets/a', '/settings'].map(tabKindOf)).toEqual([
      'generate',
      'generate',
      'generate',
      'other',
      'other',
      'other',
    ]);
  });
});
