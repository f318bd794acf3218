'use client';

import type { Asset } from '@videoexpress/job-schema';
import { Search, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { IconButton } from '../../parts/button.tsx';
import { noFilters } from '../filters/library-filters.ts';
import { isGridKey, movedInGrid } from '../grid/grid-layout.ts';
import { useGridRows } from '../grid/use-grid-rows.ts';
import { openListing } from '../listing/open-listing.ts';
import { useListing } from '../use-listing.ts';
import { useDebounced } from '../use-debounced.ts';
import { PickerCell } from './picker-cell.tsx';

interface PickerDialogProps {
  readonly type: 'image' | 'video';
  readonly onPick: (asset: Asset) => void;
  readonly onClose: () => void;
}

const measures = { minCardWidth: 144, gap: 12, underHeight: 28 };
const searchDelayMs = 150;
const words = { image: { one: 'picture', many: 'pictures' }, video: { one: 'clip', many: 'clips' } };

/** The search keeps the focus; arrows move among the pictures, Enter picks. */
export function PickerDialog({ type, onPick, onClose }: PickerDialogProps) {
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed, searchDelayMs);
  const store = useMemo(() => openListing({ ...noFilters, q, type }), [q, type]);
  const { listing } = useListing(store);
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const [active, setActive] = useState(0);
  const search = useRef<HTMLInputElement>(null);
  const [opener] = useState(() => (document.activeElement instanceof HTMLElement ? document.activeElement : null));
  const total = listing.total ?? 0;
  const grid = useGridRows({ scroller, total, measures, paddingTop: 0, onRange: store.want });
  const { columns } = grid.layout;
  const at = Math.min(active, Math.max(0, total - 1));
  const list = useId();
  const cellId = (index: number) => `${list}-${index}`;
  const noun = words[type];

  const pick = (index: number) => {
    const asset = listing.rows.get(index);
    if (asset === undefined) return;
    onPick(asset);
    onClose();
  };
  const onKeyDown = (press: KeyboardEvent) => {
    if (press.key === 'Enter') {
      press.preventDefault();
      return pick(at);
    }
    const movesInText = press.key === 'Home' || press.key === 'End';
    if (!isGridKey(press.key) || movesInText) return;
    press.preventDefault();
    const rowsInSight = Math.floor((scroller?.clientHeight ?? 0) / grid.layout.rowHeight);
    const next = movedInGrid(press.key, at, columns, total, rowsInSight);
    setActive(next);
    grid.virtualizer.scrollToIndex(Math.floor(next / columns));
  };

  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-over-picture" />
        <Dialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(open) => {
            open.preventDefault();
            search.current?.focus();
          }}
          onCloseAutoFocus={(close) => {
            close.preventDefault();
            if (opener?.isConnected === true) opener.focus();
          }}
          className="fixed inset-x-4 top-[8dvh] z-50 mx-auto flex h-[84dvh] max-w-3xl flex-col overflow-hidden rounded-2 border border-line bg-surface-1 shadow-pop"
        >
          <div className="flex h-(--head-height) shrink-0 items-center justify-between border-b border-line pr-2 pl-4">
            <Dialog.Title className="text-read font-semibold">Choose a {noun.one}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label="Close">
                <X aria-hidden="true" size={16} strokeWidth={1.75} />
              </IconButton>
            </Dialog.Close>
          </div>
          <div className="relative shrink-0 border-b border-line">
            <Search aria-hidden="true" size={16} strokeWidth={1.75} className="absolute top-4 left-4 text-text-2" />
            <input
              ref={search}
              type="search"
              dir="auto"
              role="combobox"
              aria-label={`Search ${noun.many}`}
              aria-expanded="true"
              aria-controls={list}
              aria-activedescendant={total === 0 ? undefined : cellId(at)}
              placeholder="Words of the prompt or the name"
              className="h-12 w-full bg-transparent pr-4 pl-11 text-read outline-none placeholder:text-text-3"
              value={typed}
              onChange={(change) => {
                setTyped(change.target.value);
                setActive(0);
              }}
              onKeyDown={onKeyDown}
            />
          </div>
          <div ref={setScroller} className="min-h-0 flex-1 overflow-y-auto p-4" tabIndex={-1}>
            <div id={list} role="listbox" aria-label={noun.many} className="relative" style={{ height: grid.height }}>
              {grid.rows.flatMap((row) =>
                Array.from({ length: Math.min(columns, total - row.index * columns) }, (_, column) => {
                  const index = row.index * columns + column;
                  return (
                    <PickerCell
                      key={index}
                      id={cellId(index)}
                      asset={listing.rows.get(index)}
                      isActive={index === at}
                      place={{ index, total }}
                      style={{
                        top: row.start,
                        left: column * (grid.layout.cardWidth + measures.gap),
                        width: grid.layout.cardWidth,
                      }}
                      onPick={() => pick(index)}
                    />
                  );
                }),
              )}
            </div>
            <p role="status" className="text-meta text-text-2">
              {listing.total === 0 ? emptyWords(noun, q) : null}
            </p>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function emptyWords(noun: { one: string; many: string }, q: string): string {
  return q.trim() === '' ? `No ${noun.many} in the library yet.` : `No ${noun.one} matches “${q.trim()}”.`;
}
