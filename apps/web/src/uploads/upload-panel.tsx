'use client';

import { useState } from 'react';
import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { Button, IconButton } from '../parts/button.tsx';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { useLeaveWhenDone } from './use-leave-when-done.ts';
import { UploadRow } from './upload-row.tsx';
import { clearUploads, retryUploads, useUploads } from './upload-store.ts';
import { countUploads, type Upload } from './upload.ts';
import { countWords } from './upload-words.ts';

/** The files on their way into the library, docked at the foot of the tab. */
export function UploadPanel() {
  const uploads = useUploads();
  const [isOpen, setIsOpen] = useState(true);
  const counts = countUploads(uploads);
  const stay = useLeaveWhenDone(counts.unended === 0 && counts.failed === 0, clearUploads);
  const words = countWords(counts);
  const canRetry = uploads.filter(({ state }) => state.kind === 'failed' && state.canRetry).length;
  if (uploads.length === 0) return null;
  return (
    <section
      aria-label="Files being added"
      className="flex max-h-72 shrink-0 flex-col border-t border-line bg-surface-1 max-md:fixed max-md:inset-x-0 max-md:bottom-(--tab-bar-space) max-md:z-20"
      {...stay}
    >
      <header className="flex h-10 shrink-0 items-center gap-2 px-6 max-md:px-4">
        <p aria-live="polite" className="flex-1 truncate font-semibold tabular-nums">
          {words}
        </p>
        {counts.unended === 0 && canRetry > 1 && (
          <Button size="small" onClick={() => retryUploads()}>
            Try {canRetry} again
          </Button>
        )}
        <IconButton
          label={isOpen ? 'Fold the list of files' : 'Show the list of files'}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? <ChevronDown aria-hidden="true" size={16} /> : <ChevronUp aria-hidden="true" size={16} />}
        </IconButton>
        <IconButton
          label={counts.unended === 0 ? 'Close the list of files' : 'Cancel all files'}
          onClick={clearUploads}
        >
          <X aria-hidden="true" size={16} strokeWidth={1.75} />
        </IconButton>
      </header>
      {counts.unended > 0 && <ProgressBar fraction={sentFraction(uploads)} label="Files being added" stage={words} />}
      {isOpen && (
        <ul aria-label="Files" className="min-h-0 overflow-y-auto pb-2">
          {inOrderOfInterest(uploads).map((upload) => (
            <UploadRow key={upload.id} upload={upload} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** How much of all bytes is sent. */
function sentFraction(uploads: readonly Upload[]): number {
  const counted = uploads.filter(({ state }) => state.kind !== 'failed');
  const all = counted.reduce((sum, { bytes }) => sum + bytes, 0);
  const sent = counted.reduce((sum, { bytes, state }) => {
    if (state.kind === 'added') return sum + bytes;
    return state.kind === 'sending' ? sum + bytes * state.fraction : sum;
  }, 0);
  return all === 0 ? 0 : sent / all;
}

const ranks = { failed: 0, sending: 1, waiting: 2, added: 3 } as const;

/** What needs a person first, then what moves. */
function inOrderOfInterest(uploads: readonly Upload[]): readonly Upload[] {
  return uploads.toSorted((left, right) => ranks[left.state.kind] - ranks[right.state.kind] || left.id - right.id);
}
