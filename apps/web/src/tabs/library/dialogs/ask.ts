'use client';

import { useSyncExternalStore } from 'react';

/** One field of a question. */
export interface AskField {
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'number' | 'date';
  readonly value: string;
  readonly maxLength?: number;
}

/** A short question in a dialog: some fields to fill in, or with none, a yes. */
export interface Ask {
  readonly title: string;
  readonly text?: string;
  readonly fields: readonly AskField[];
  readonly submit: string;
  /** What it does cannot be undone. */
  readonly isFinal?: boolean;
  /** What is wrong with the answer; null where it was taken, which closes the dialog. */
  readonly onSubmit: (values: Readonly<Record<string, string>>) => Promise<string | null> | string | null;
}

let asked: Ask | null = null;
const listeners = new Set<() => void>();

function set(next: Ask | null): void {
  asked = next;
  for (const listener of listeners) listener();
}

/** Opens the dialog with a question. */
export function ask(question: Ask): void {
  set(question);
}

/** Closes it. */
export function closeAsk(): void {
  set(null);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The question that is open. */
export function useAsked(): Ask | null {
  return useSyncExternalStore(
    subscribe,
    () => asked,
    () => null,
  );
}
