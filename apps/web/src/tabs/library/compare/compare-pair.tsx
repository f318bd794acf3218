'use client';

import type { AssetDetails } from '@videoexpress/job-schema';
import { ArrowLeftRight, Columns2, SquareSplitHorizontal } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useCommands } from '../../../commands/command-registry.ts';
import { unlikeWords } from '../../../library/compare/compared-rows.ts';
import { libraryHref } from '../../../library/filters/library-filters.ts';
import { lastLibrary } from '../../../library/last-library.ts';
import { Button } from '../../../parts/button.tsx';
import { compareHref } from '../compare-href.ts';
import { CompareStage } from './compare-stage.tsx';
import { CompareTable } from './compare-table.tsx';
import { CompareTransport } from './compare-transport.tsx';
import { useComparePlayer } from './use-compare-player.ts';
import { BackToLibrary } from '../back-to-library.tsx';

interface ComparePairProps {
  readonly one: AssetDetails;
  readonly other: AssetDetails;
}

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;
const fps = 24;

/** Two clips side by side or one wiped over the other, driven by one transport, and what they differ in. */
export function ComparePair({ one, other }: ComparePairProps) {
  const [isWiping, setIsWiping] = useState(false);
  const router = useRouter();
  const back = libraryHref(lastLibrary());
  const { player, attachOne, attachOther } = useComparePlayer(clipOf(one), clipOf(other));
  const swapped = compareHref([other.asset, one.asset]);
  const unlike = unlikeWords(one, other);
  const gone = [one, other].filter(({ asset }) => asset.deletedAt !== undefined).map(({ asset }) => asset.name);
  useCommands([
    {
      id: 'compare.back',
      label: 'Back to the library',
      group: 'library',
      keys: 'Escape',
      run: () => router.push(back),
    },
    {
      id: 'compare.wipe',
      label: isWiping ? 'Side by side' : 'One wiped over the other',
      group: 'library',
      keys: 'W',
      run: () => setIsWiping(!isWiping),
    },
  ]);
  return (
    <>
      <div className="column-head flex shrink-0 items-center gap-2 border-b border-line px-4">
        <BackToLibrary href={back} keys="Esc" />
        <h1 tabIndex={-1} className="text-read font-semibold">
          Compare
        </h1>
        <span className="ml-auto" />
        <Button
          tone="bare"
          aria-pressed={!isWiping}
          className="aria-pressed:bg-surface-3"
          onClick={() => setIsWiping(false)}
        >
          <Columns2 {...icon} />
          <span className="max-md:sr-only">Side by side</span>
        </Button>
        <Button
          tone="bare"
          aria-pressed={isWiping}
          className="aria-pressed:bg-surface-3"
          onClick={() => setIsWiping(true)}
        >
          <SquareSplitHorizontal {...icon} />
          <span className="max-md:sr-only">Wipe</span>
        </Button>
        <Button
          tone="bare"
          className="-mr-2"
          onClick={() => {
            if (swapped !== null) router.replace(swapped);
          }}
        >
          <ArrowLeftRight {...icon} />
          <span className="max-md:sr-only">Swap</span>
        </Button>
      </div>
      <div className="relative min-h-0 flex-1 overflow-y-auto">
        {gone.length === 0 ? null : (
          <p role="status" className="bg-warning-quiet px-4 py-3">
            <bdi>{gone.join(', ')}</bdi> {gone.length === 1 ? 'is' : 'are'} in the trash now.
          </p>
        )}
        <CompareStage
          one={one.asset}
          other={other.asset}
          isWiping={isWiping}
          attachOne={attachOne}
          attachOther={attachOther}
        />
        {player === null ? <div className="h-10 bg-surface-1" /> : <CompareTransport player={player} />}
        {unlike === null ? null : <p className="px-4 pt-3 text-meta text-text-2">{unlike}</p>}
        <CompareTable one={one} other={other} />
      </div>
    </>
  );
}

function clipOf({ asset }: AssetDetails) {
  return { fps: asset.fps ?? fps, durationSeconds: asset.durationSeconds ?? 0 };
}
