'use client';

import { X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { KeyCaps } from '../commands/key-caps.tsx';
import { Button, IconButton } from '../parts/button.tsx';
import { dismissToast, type Toast } from './toast-store.ts';

const shownMs = 8_000;

/** Calls `next` after `delayMs`. Returns the way to stop that. */
export type Later = (delayMs: number, next: () => void) => () => void;

interface ToastNoteProps {
  readonly toast: Toast;
  /** The chord that runs its action, where it is the one that the chord is for. */
  readonly keys: string | null;
  readonly later: Later;
}

/** One note. It goes after eight seconds, and stays while a pointer or the focus is on it. */
export function ToastNote({ toast, keys, later }: ToastNoteProps) {
  const { id, text, tone, action } = toast;
  const [isPointedAt, setIsPointedAt] = useState(false);
  const [hasFocus, setHasFocus] = useState(false);
  const isHeld = isPointedAt || hasFocus;
  useEffect(() => {
    if (isHeld) return;
    return later(shownMs, () => dismissToast(id));
  }, [id, isHeld, later]);
  const onKeyDown = (press: KeyboardEvent) => {
    if (press.key !== 'Escape') return;
    press.preventDefault();
    dismissToast(id);
  };
  return (
    <li
      onPointerEnter={() => setIsPointedAt(true)}
      onPointerLeave={() => setIsPointedAt(false)}
      onFocus={() => setHasFocus(true)}
      onBlur={() => setHasFocus(false)}
      onKeyDown={onKeyDown}
      className="pointer-events-auto flex min-h-10 w-fit max-w-full items-center gap-2 rounded-2 border border-line bg-surface-2 py-1 pr-1 pl-4 shadow-pop transition-opacity duration-(--t-fade) starting:opacity-0 light:bg-surface-1"
    >
      <span className={`min-w-0 break-words ${tone === 'negative' ? 'text-negative' : ''}`}>{text}</span>
      {action === undefined ? null : (
        <Button
          tone="bare"
          className="ml-2"
          onClick={() => {
            dismissToast(id);
            action.run();
          }}
        >
          {action.label}
          {keys === null ? null : <KeyCaps keys={keys} />}
        </Button>
      )}
      <IconButton label="Dismiss" onClick={() => dismissToast(id)}>
        <X aria-hidden="true" size={16} strokeWidth={1.75} />
      </IconButton>
    </li>
  );
}
