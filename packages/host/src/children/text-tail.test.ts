import { describe, expect, it } from 'vitest';
import { createTextTail } from './text-tail.ts';

describe('createTextTail', () => {
  it('keeps the end of a long text and all of a short one', () => {
    const tail = createTextTail(8);
    tail.append(Buffer.from('abc'));
    expect(tail.text()).toBe('abc');
    tail.append(Buffer.from('defghijk'));
    expect(tail.text()).toBe('defghijk');
    tail.append(Buffer.from('l'));
    expect(tail.text()).toBe('efghijkl');
  });
});
