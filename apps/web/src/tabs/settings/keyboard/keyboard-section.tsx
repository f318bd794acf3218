'use client';

import type { Settings } from '@videoexpress/job-schema';
import { ChevronDown } from 'lucide-react';
import { useOfferedCommands } from '../../../commands/command-registry.ts';
import { Button } from '../../../parts/button.tsx';
import { usePatchSettings } from '../../../settings/use-settings.ts';
import { showToast } from '../../../toasts/toast-store.ts';
import { SectionCard } from '../parts/section-card.tsx';
import { placeOf, placeTitles } from './command-places.ts';
import { KeyRow } from './key-row.tsx';
import { type KnownCommand, knownCommands } from './known-commands.ts';

/** Every command of the studio, those of other screens too. */
function useEveryCommand(): readonly KnownCommand[] {
  const offered = useOfferedCommands();
  return [...new Map<string, KnownCommand>([...offered, ...knownCommands].map((each) => [each.id, each])).values()];
}

/** All keys, as they are set now; each can be changed by pressing another. */
export function KeyboardSection({ shortcuts }: Pick<Settings, 'shortcuts'>) {
  const patchSettings = usePatchSettings();
  const commands = useEveryCommand();
  const changedIds = Object.keys(shortcuts);
  const resetAll = async () => {
    const answer = await patchSettings({ shortcuts: Object.fromEntries(changedIds.map((id) => [id, false])) });
    if (!answer.ok) return;
    const back = () => void patchSettings({ shortcuts });
    showToast({ text: 'Every key is as it was at first.', action: { label: 'Undo', run: back } });
  };
  return (
    <SectionCard
      id="keyboard"
      title="Keyboard"
      aside={
        changedIds.length === 0 ? null : (
          <Button tone="bare" onClick={() => void resetAll()}>
            Reset all
          </Button>
        )
      }
    >
      {placeTitles.map((title) => (
        <details key={title} open={title === 'Everywhere'} className="group">
          <summary className="flex min-h-10 items-center px-4 text-text-2 -outline-offset-2">
            <h3 className="font-medium group-open:text-text-1">{title}</h3>
            <ChevronDown aria-hidden="true" size={16} strokeWidth={1.75} className="ml-auto group-open:rotate-180" />
          </summary>
          <ul aria-label={title} className="pb-2">
            {commands
              .filter((command) => placeOf(command.id) === title)
              .map((command) => (
                <KeyRow key={command.id} command={command} commands={commands} changed={shortcuts} />
              ))}
          </ul>
        </details>
      ))}
    </SectionCard>
  );
}
