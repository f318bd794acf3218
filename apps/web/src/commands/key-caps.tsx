'use client';

import { useSyncExternalStore } from 'react';
import { keyNames } from './chord.ts';
import { onMac } from './on-mac.ts';

const never = () => () => {};

/** A chord as keys to look at, in the names of this machine's keyboard. */
export function KeyCaps({ keys }: { keys: string }) {
  const isMac = useSyncExternalStore(never, onMac, () => false);
  return (
    <span className="flex shrink-0 gap-1">
      {keyNames(keys, isMac).map((name) => (
        <kbd
          key={name}
          className="min-w-5 rounded-1 border border-line px-1 text-center font-sans text-micro font-medium text-text-2 in-aria-selected:border-line-control"
        >
          {name}
        </kbd>
      ))}
    </span>
  );
}
