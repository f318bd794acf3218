// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { storedValue, windowValue } from './stored-value.ts';

const text = (stored: unknown) => (typeof stored === 'string' ? stored : '');

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

describe('windowValue', () => {
  it('is found again by its own window, whatever another one wrote meanwhile', () => {
    windowValue('draft', '', text).set('Mine');
    localStorage.setItem('draft', JSON.stringify('Of the other window'));
    expect(windowValue('draft', '', text).get()).toBe('Mine');
  });

  it('begins in a new window with what was written last', () => {
    windowValue('draft', '', text).set('Mine');
    sessionStorage.clear();
    expect(windowValue('draft', '', text).get()).toBe('Mine');
  });
});

describe('storedValue', () => {
  it('is the same for every window of the browser', () => {
    storedValue('choice', '', text).set('one');
    sessionStorage.clear();
    expect(storedValue('choice', '', text).get()).toBe('one');
  });

  it('is what can be read where storage holds something else', () => {
    localStorage.setItem('choice', 'no JSON');
    expect(storedValue('choice', '', text).get()).toBe('');
  });
});
