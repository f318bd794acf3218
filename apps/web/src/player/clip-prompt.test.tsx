// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { jobOf } from '../testing/job-of.ts';
import { ClipPrompt } from './clip-prompt.tsx';

afterEach(cleanup);

describe('ClipPrompt', () => {
  it('folds a prompt of two thousand characters, and opens it', () => {
    const prompt = 'The camera glides over the hills. '.repeat(60);
    render(<ClipPrompt job={jobOf({ input: { prompt } })} />);
    const button = screen.getByRole('button', { name: 'Show the whole prompt', expanded: false });
    expect(screen.getByText(/^The camera/).className).toContain('line-clamp');
    fireEvent.click(button);
    expect(screen.getByText(/^The camera/).className).not.toContain('line-clamp');
    expect(screen.getByRole('button', { name: 'Show less', expanded: true })).toBeTruthy();
  });

  it('shows a short one whole, without a button', () => {
    render(<ClipPrompt job={jobOf({ input: { prompt: 'A fox. It runs.' } })} />);
    expect(screen.queryByRole('button')).toBeNull();
  });
});
