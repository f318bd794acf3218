'use client';

import { Search } from 'lucide-react';
import { KeyCaps } from '../commands/key-caps.tsx';
import { findCommand, showOverlay } from '../commands/palette/palette-store.ts';
import { useSettings } from '../settings/use-settings.ts';

/** Opens what finds anything, and names its key for whoever does not know it yet. */
export function FindButton() {
  const set = useSettings()?.shortcuts[findCommand.id];
  const keys = set === undefined ? findCommand.keys : set;
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      title={findCommand.label}
      onClick={() => showOverlay('palette')}
      className="mx-2 mb-2 flex min-h-13 shrink-0 flex-col items-center justify-center gap-1.5 rounded-2 text-text-2 transition-colors duration-(--t-press) ease-(--ease) hover:bg-surface-2 active:bg-surface-3"
    >
      <span className="sr-only">{findCommand.label}</span>
      <Search aria-hidden="true" size={20} strokeWidth={1.5} />
      {keys === null ? null : <KeyCaps keys={keys} />}
    </button>
  );
}
