'use client';

import { useSyncExternalStore } from 'react';

const keyShape = 'rounded-1 border border-line px-1 font-sans text-micro font-medium text-text-2';
const never = () => () => {};

/** The keys that queue the job, as they are named on this machine's keyboard. */
export function ShortcutHint() {
  const isApple = useSyncExternalStore(
    never,
    () => /Mac|iPhone|iPad/.test(navigator.userAgent),
    () => false,
  );
  return (
    <>
      <kbd className={keyShape}>{isApple ? '⌘' : 'Ctrl'}</kbd> <kbd className={keyShape}>Enter</kbd> queues, with{' '}
      <kbd className={keyShape}>Shift</kbd> it goes first
    </>
  );
}
