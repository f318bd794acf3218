'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { isEndState } from '@videoexpress/job-schema';
import { Command } from 'cmdk';
import { ArrowRight, Film, Image, ListVideo, Search, SquareChevronRight } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { call } from '../../api/client.ts';
import { useDebounced } from '../../library/use-debounced.ts';
import { useJobs } from '../../live/live-provider.tsx';
import { queueSections } from '../../queue/queue-order.ts';
import { useSettings } from '../../settings/use-settings.ts';
import { shortTitle, stageWords } from '../../words/job-words.ts';
import { type Command as StudioCommand, useOfferedCommands } from '../command-registry.ts';
import { KeyCaps } from '../key-caps.tsx';
import { eachOnce, keysOf } from '../pressed-command.ts';
import { bestFirst, isFound } from './found.ts';
import { OverlayDialog } from './overlay-dialog.tsx';
import { findCommand } from './palette-store.ts';
import { PaletteGroup, PaletteRow } from './palette-row.tsx';

const mostAssets = 6;
const searchDelayMs = 150;

/** The newest assets that the words find; none without words. */
function useFoundAssets(query: string) {
  const q = useDebounced(query.trim(), searchDelayMs);
  const found = useQuery({
    queryKey: ['palette', 'assets', q],
    queryFn: async ({ signal }) => (await call('listAssets', { query: { q, limit: mostAssets }, signal })).body.items,
    enabled: q !== '',
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  return q === '' || query.trim() === '' ? [] : (found.data ?? []);
}

/** Everything a person can do or go to, found by its words. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [query, setQuery] = useState('');
  const router = useRouter();
  const commands = eachOnce(useOfferedCommands()).filter(({ id }) => id !== findCommand.id);
  const changed = useSettings()?.shortcuts ?? {};
  const jobs = Object.values(useJobs() ?? {}).filter(({ state }) => !isEndState(state));
  const sections = queueSections(jobs);
  const assets = useFoundAssets(query);
  const chosen = useRef<(() => void) | null>(null);

  const choose = (act: () => void) => () => {
    chosen.current = act;
    onClose();
  };
  const offered = (isMeant: (command: StudioCommand) => boolean) => {
    const found = commands.filter((command) => isMeant(command) && isFound(command.label, query));
    return bestFirst(found, ({ label }) => label, query);
  };
  const commandRow = (command: StudioCommand) => {
    const keys = keysOf(command, changed);
    return (
      <PaletteRow
        key={command.id}
        value={command.id}
        icon={command.group === 'go' ? ArrowRight : SquareChevronRight}
        label={command.label}
        end={keys === null ? null : <KeyCaps keys={keys} />}
        onChoose={choose(command.run)}
      />
    );
  };
  const unended = [...sections.running, ...sections.queued].filter((job) => isFound(shortTitle(job), query));

  return (
    <OverlayDialog title="Find anything" onClose={onClose} afterClose={() => chosen.current?.()}>
      <Command label="Find anything" shouldFilter={false} loop className="flex min-h-0 flex-col">
        <div className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-4">
          <Search aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-text-2" />
          <Command.Input
            value={query}
            onValueChange={setQuery}
            placeholder="Do something, find a clip, go somewhere"
            dir="auto"
            className="h-full min-w-0 flex-1 bg-transparent text-read outline-none placeholder:text-text-3 max-md:text-title"
          />
          <span className="text-meta text-text-2 max-md:hidden">Esc</span>
        </div>
        <Command.List className="min-h-0 flex-1 scroll-py-2 overflow-y-auto pb-2">
          <Command.Empty className="px-4 py-6 text-text-2">Nothing has these words.</Command.Empty>
          <PaletteGroup heading="Do">{offered(({ group }) => group !== 'go').map(commandRow)}</PaletteGroup>
          <PaletteGroup heading="Running">
            {unended.slice(0, 8).map((job) => (
              <PaletteRow
                key={job.id}
                value={job.id}
                icon={ListVideo}
                label={shortTitle(job)}
                end={stageWords(job)}
                onChoose={choose(() => router.push(`/jobs/${job.id}`))}
              />
            ))}
          </PaletteGroup>
          <PaletteGroup heading="Assets">
            {assets.map((asset) => (
              <PaletteRow
                key={asset.id}
                value={asset.id}
                icon={asset.type === 'image' ? Image : Film}
                label={asset.name}
                onChoose={choose(() => router.push(`/assets/${asset.id}`))}
              />
            ))}
          </PaletteGroup>
          <PaletteGroup heading="Go to">{offered(({ group }) => group === 'go').map(commandRow)}</PaletteGroup>
        </Command.List>
      </Command>
    </OverlayDialog>
  );
}
