'use client';

import { Search } from 'lucide-react';
import { Link } from '../../parts/soft-link.tsx';
import { useState } from 'react';
import { useSettings } from '../../settings/use-settings.ts';
import { type Command, type CommandGroup, commandGroups, useOfferedCommands } from '../command-registry.ts';
import { KeyCaps } from '../key-caps.tsx';
import { eachOnce, keysOf } from '../pressed-command.ts';
import { isFound } from './found.ts';
import { OverlayDialog } from './overlay-dialog.tsx';

const groupNames: Readonly<Record<CommandGroup, string>> = {
  do: 'Do',
  go: 'Go to',
  player: 'Player',
  library: 'Library',
  queue: 'Queue',
};

function Group({ name, rows }: { name: string; rows: readonly { command: Command; keys: string }[] }) {
  if (rows.length === 0) return null;
  return (
    <section aria-label={name} className="py-2">
      <h3 className="px-4 py-1 text-micro text-text-2">{name}</h3>
      <dl>
        {rows.map(({ command, keys }) => (
          <div key={command.id} className="flex min-h-8 items-center gap-3 px-4">
            <dt className="min-w-0 flex-1 truncate">{command.label}</dt>
            <dd>
              <KeyCaps keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The keys that do something on this screen, as they are set now. */
export function ShortcutList({ onClose }: { onClose: () => void }) {
  const [query, setQuery] = useState('');
  const changed = useSettings()?.shortcuts ?? {};
  const rows = eachOnce(useOfferedCommands())
    .map((command) => ({ command, keys: keysOf(command, changed) }))
    .filter((row): row is { command: Command; keys: string } => row.keys !== null)
    .filter(({ command, keys }) => isFound(`${command.label} ${groupNames[command.group]} ${keys}`, query));
  return (
    <OverlayDialog title="Keyboard shortcuts" onClose={onClose}>
      <div className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-4">
        <Search aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-text-2" />
        <input
          type="search"
          aria-label="Search the shortcuts"
          placeholder="Search the shortcuts of this screen"
          value={query}
          onChange={(change) => setQuery(change.target.value)}
          className="h-full min-w-0 flex-1 bg-transparent text-read outline-none placeholder:text-text-3 max-md:text-title"
        />
        <Link
          href="/settings#keyboard"
          onClick={onClose}
          className="shrink-0 text-meta text-text-2 underline underline-offset-4 hover:text-text-1"
        >
          Change them
        </Link>
      </div>
      {/* What scrolls must be in reach of the keyboard, and nothing in it takes the focus. */}
      <div
        role="group"
        aria-label="Shortcuts"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
      >
        {rows.length === 0 ? <p className="px-4 py-6 text-text-2">No shortcut has these words.</p> : null}
        {commandGroups.map((group) => (
          <Group key={group} name={groupNames[group]} rows={rows.filter(({ command }) => command.group === group)} />
        ))}
      </div>
    </OverlayDialog>
  );
}
