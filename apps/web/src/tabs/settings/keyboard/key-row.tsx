'use client';

import { X } from 'lucide-react';
import { useRef, useState } from 'react';
import { KeyCaps } from '../../../commands/key-caps.tsx';
import type { ChangedKeys } from '../../../commands/pressed-command.ts';
import { Button, IconButton } from '../../../parts/button.tsx';
import { usePatchSettings } from '../../../settings/use-settings.ts';
import { conflictOf, keysNow } from './key-conflict.ts';
import type { KnownCommand } from './known-commands.ts';
import { useKeyCapture } from './use-key-capture.ts';

interface KeyRowProps {
  readonly command: KnownCommand;
  readonly commands: readonly KnownCommand[];
  readonly changed: ChangedKeys;
}

/** A command with its key; pressed, it takes the next key, and names the command that has it already. */
export function KeyRow({ command, commands, changed }: KeyRowProps) {
  const patchSettings = usePatchSettings();
  const button = useRef<HTMLButtonElement>(null);
  const [isCapturing, setIsCapturing] = useState(false);
  const [taken, setTaken] = useState<{ readonly chord: string; readonly by: KnownCommand } | null>(null);
  const keys = keysNow(command, changed);
  const isChanged = changed[command.id] !== undefined;

  const set = (chord: string | null | false) => {
    setTaken(null);
    const isDefault = chord !== false && chord === (command.keys ?? null);
    void patchSettings({ shortcuts: { [command.id]: isDefault ? false : chord } });
  };
  useKeyCapture(isCapturing, {
    onEnd: () => setIsCapturing(false),
    onChord: (chord) => {
      setIsCapturing(false);
      const by = conflictOf(command, chord, commands, changed);
      if (by === null) set(chord);
      else setTaken({ chord, by });
    },
  });
  const takeOver = () => {
    if (taken === null) return;
    setTaken(null);
    void patchSettings({ shortcuts: { [command.id]: taken.chord, [taken.by.id]: null } });
    button.current?.focus();
  };

  return (
    <li data-command={command.id} className="grid gap-1 px-4 py-1">
      <div className="flex min-h-8 items-center gap-2">
        <span className="min-w-0 flex-1">{command.label}</span>
        {isChanged ? (
          <Button tone="bare" size="small" aria-label={`Reset the key of ${command.label}`} onClick={() => set(false)}>
            Reset
          </Button>
        ) : null}
        <button
          ref={button}
          type="button"
          onClick={() => {
            setTaken(null);
            setIsCapturing(true);
          }}
          className="flex h-8 min-w-16 items-center justify-end rounded-2 px-1.5 hover:bg-surface-2 max-md:h-10"
        >
          <span className="sr-only">{command.label}: </span>
          {isCapturing ? (
            <span className="text-meta text-text-1">Press a key</span>
          ) : keys === null ? (
            <span className="text-meta text-text-3">None</span>
          ) : (
            <KeyCaps keys={keys} />
          )}
          <span className="sr-only">. Change the key</span>
        </button>
        <IconButton
          label={`Take the key of ${command.label} away`}
          disabled={keys === null}
          onClick={() => set(null)}
          className="-mr-2 disabled:invisible"
        >
          <X aria-hidden="true" size={16} strokeWidth={1.75} />
        </IconButton>
      </div>
      <div role="status" className="empty:hidden">
        {isCapturing ? (
          <p className="pb-1 text-meta text-text-2">Press the new key, or Escape to leave it as it is.</p>
        ) : null}
        {taken === null ? null : (
          <div className="flex flex-wrap items-center gap-2 pb-1 text-meta text-warning">
            <span className="min-w-0 flex-1">
              {taken.chord} is the key of “{taken.by.label}”.
            </span>
            <Button size="small" className="text-text-1" onClick={takeOver}>
              Use it here instead
            </Button>
            <Button size="small" tone="bare" className="text-text-1" onClick={() => setTaken(null)}>
              Cancel
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}
