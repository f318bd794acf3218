'use client';

import { type Licences, licencesSchema } from '@videoexpress/job-schema';
import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { IconButton } from '../../../parts/button.tsx';

async function readLicences(): Promise<Licences> {
  const answer = await fetch('/licences.json');
  return licencesSchema.parse(await answer.json());
}

/** Everything that ships with the studio and was made by others, each with its licence. Read when it is opened. */
export function LicencesDialog({ onClose, onClosed }: { onClose: () => void; onClosed: () => void }) {
  const { data, isError } = useQuery({ queryKey: ['licences'], queryFn: readLicences, staleTime: Infinity });
  const [filter, setFilter] = useState('');
  const wanted = filter.trim().toLowerCase();
  const shown = (data?.packages ?? []).filter((each) => `${each.name} ${each.licence}`.toLowerCase().includes(wanted));
  return (
    <Dialog.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-over-picture" />
        <Dialog.Content
          onCloseAutoFocus={(closed) => {
            closed.preventDefault();
            onClosed();
          }}
          className="fixed inset-4 z-50 m-auto flex h-fit max-h-[min(640px,calc(100dvh-32px))] w-auto max-w-160 flex-col rounded-2 border border-line bg-surface-1 shadow-pop"
        >
          <div className="flex items-center gap-2 border-b border-line px-4 py-2">
            <Dialog.Title className="text-title font-semibold">Licences</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label="Close" className="-mr-2 ml-auto">
                <X aria-hidden="true" size={16} strokeWidth={1.75} />
              </IconButton>
            </Dialog.Close>
          </div>
          <div className="grid gap-2 border-b border-line px-4 py-3">
            <Dialog.Description className="text-meta text-text-2">
              {data === undefined
                ? isError
                  ? 'The list is not part of this build. Build the page again.'
                  : 'Reading the list…'
                : `${data.packages.length} packages and fonts that ship with the studio.`}
            </Dialog.Description>
            <input
              type="search"
              aria-label="Find a package or a licence"
              placeholder="Find a package or a licence"
              value={filter}
              onChange={(change) => setFilter(change.target.value)}
              className="h-8 rounded-2 border border-line-control bg-surface-1 px-2 placeholder:text-text-3 max-md:h-10 max-md:text-title"
            />
          </div>
          <ul aria-label="Packages" className="min-h-0 flex-1 divide-y divide-line overflow-y-auto">
            {shown.map((each) => (
              <li key={`${each.name}@${each.version}`}>
                <details>
                  <summary className="flex items-baseline gap-3 px-4 py-2 -outline-offset-2">
                    <span className="min-w-0 truncate font-medium">{each.name}</span>
                    <span className="text-meta text-text-3">{each.version}</span>
                    <span className="ml-auto shrink-0 text-meta text-text-2">{each.licence}</span>
                  </summary>
                  <pre className="px-4 pb-3 font-sans text-meta whitespace-pre-wrap text-text-2">
                    {each.texts.length === 0
                      ? `This package carries no text of its own; its licence is ${each.licence}.`
                      : each.texts.map((index) => data?.texts[index]).join('\n\n')}
                  </pre>
                </details>
              </li>
            ))}
          </ul>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
