import { describe, expect, it } from 'vitest';
import { byFormField } from './field-errors.ts';

describe('byFormField', () => {
  it('puts each problem where it can be mended', () => {
    expect(
      byFormField([
        { path: 'input.prompt', message: 'Too long.' },
        { path: 'input.width', message: 'Too wide.' },
        { path: 'input.height', message: 'Too high.' },
        { path: 'file', message: 'No picture.' },
      ]),
    ).toEqual({ prompt: 'Too long.', ratio: 'Too wide. Too high.', image: 'No picture.' });
  });

  it('names a field that the form does not have', () => {
    expect(byFormField([{ path: 'input.seed', message: 'Too large.' }])).toEqual({ form: 'input.seed: Too large.' });
  });
});

describe('the fields under More', () => {
  it('each have a place of their own', () => {
    expect(byFormField([{ path: 'input.steps', message: 'Too many.' }], ['steps'])).toEqual({
      'more.steps': 'Too many.',
    });
  });
});
