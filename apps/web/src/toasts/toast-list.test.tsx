// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommandKeys } from '../commands/command-keys.tsx';
import { ToastList } from './toast-list.tsx';
import { showToast } from './toast-store.ts';

/** What waits for its time, which the test lets come. */
let waiting: { readonly delayMs: number; readonly next: () => void }[] = [];

function later(delayMs: number, next: () => void): () => void {
  const one = { delayMs, next };
  waiting.push(one);
  return () => {
    waiting = waiting.filter((each) => each !== one);
  };
}

function letTimeCome(): void {
  act(() => {
    for (const { next } of waiting.splice(0)) next();
  });
}

function show(text: string, undo?: () => void): void {
  act(() => void showToast({ text, ...(undo === undefined ? {} : { action: { label: 'Undo', run: undo } }) }));
}

describe('the notes', () => {
  beforeEach(() => {
    render(
      <QueryClientProvider client={new QueryClient()}>
        <ToastList later={later} />
        <CommandKeys />
        <textarea />
      </QueryClientProvider>,
    );
  });
  afterEach(() => {
    letTimeCome();
    cleanup();
    waiting = [];
  });

  it('go after eight seconds, and stay while a pointer is on them', () => {
    show('Moved to trash.');
    const note = screen.getByText('Moved to trash.');
    expect(waiting.map(({ delayMs }) => delayMs)).toEqual([8000]);
    fireEvent.pointerEnter(note);
    expect(waiting, 'no time runs').toEqual([]);
    fireEvent.pointerLeave(note);
    letTimeCome();
    expect(screen.queryByText('Moved to trash.')).toBeNull();
  });

  it('are undone by key, the newest first, but not while a person types', () => {
    const undone: string[] = [];
    show('First.', () => undone.push('first'));
    show('Second.', () => undone.push('second'));
    fireEvent.keyDown(screen.getByRole('textbox'), { key: 'z', ctrlKey: true });
    expect(undone).toEqual([]);
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    expect(undone).toEqual(['second']);
    expect(screen.queryByText('Second.')).toBeNull();
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    expect(undone).toEqual(['second', 'first']);
  });

  it('offer the key for undoing alone', () => {
    const done: string[] = [];
    show('Moved to trash.', () => done.push('undone'));
    act(() => void showToast({ text: 'Frame saved.', action: { label: 'Show', run: () => done.push('shown') } }));
    expect(screen.getByRole('button', { name: 'Show' }).querySelector('kbd')).toBeNull();
    expect(screen.getByRole('button', { name: /^Undo/ }).querySelector('kbd')).not.toBeNull();
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    expect(done).toEqual(['undone']);
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    expect(done).toEqual(['undone']);
  });

  it('go with Escape when the focus is on them', () => {
    show('Renamed.');
    fireEvent.keyDown(screen.getByRole('button', { name: 'Dismiss' }), { key: 'Escape' });
    expect(screen.queryByText('Renamed.')).toBeNull();
  });

  it('give the focus back to where it was', () => {
    show('Moved to trash.', () => {});
    const field = screen.getByRole('textbox');
    const undo = screen.getByRole('button', { name: /^Undo/ });
    act(() => field.focus());
    act(() => undo.focus());
    act(() => screen.getByRole('button', { name: 'Dismiss' }).focus());
    act(() => undo.focus());
    fireEvent.click(undo);
    expect(document.activeElement).toBe(field);
  });
});
