'use client';

import { X } from 'lucide-react';
import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { KeyCaps } from '../commands/key-caps.tsx';
import { Button, IconButton } from '../parts/button.tsx';
import { takeTabFocus } from '../parts/take-tab-focus.ts';
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

/** The focus must not go with the note: back to where it was, or to the head of the page where that is gone. */
function giveFocusBack(to: Element | null): void {
  if (to instanceof HTMLElement && to.isConnected) return to.focus({ preventScroll: true });
  const area = document.getElementById('tab');
  if (area !== null) takeTabFocus(area);
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
  /** Where the focus was before it came here. */
  const cameFrom = useRef<Element | null>(null);
  const onFocus = (focus: FocusEvent) => {
    if (!focus.currentTarget.contains(focus.relatedTarget)) cameFrom.current = focus.relatedTarget;
    setHasFocus(true);
  };
  const dismiss = () => {
    giveFocusBack(cameFrom.current);
    dismissToast(id);
  };
  const onKeyDown = (press: KeyboardEvent) => {
    if (press.key !== 'Escape') return;
    press.preventDefault();
    dismiss();
  };
  return (
    <li
      onPointerEnter={() => setIsPointedAt(true)}
      onPointerLeave={() => setIsPointedAt(false)}
      onFocus={onFocus}
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
            dismiss();
            action.run();
          }}
        >
          {action.label}
          {keys === null ? null : <KeyCaps keys={keys} />}
        </Button>
      )}
      <IconButton label="Dismiss" onClick={dismiss}>
        <X aria-hidden="true" size={16} strokeWidth={1.75} />
      </IconButton>
    </li>
  );
}
