// @vitest-environment happy-dom
import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Unplayable } from './unplayable.tsx';

const otherwise = 'It may have been moved.';

describe('Unplayable', () => {
  it('says that the browser cannot play it, where the kind of file is known for that', () => {
    const { container } = render(<Unplayable asset={{ warnings: ['not_every_browser'] }} otherwise={otherwise} />);
    expect(container.textContent).toContain('Not every browser plays this kind of clip.');
    expect(container.textContent).not.toContain(otherwise);
  });

  it('says what else it may be for any other clip', () => {
    const { container } = render(<Unplayable asset={{ warnings: ['constant_picture'] }} otherwise={otherwise} />);
    expect(container.textContent).toBe(`This clip cannot be played.${otherwise}`);
  });
});
