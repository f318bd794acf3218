'use client';

import type { AssetDetails } from '@videoexpress/job-schema';
import { Trash2 } from 'lucide-react';
import { useAssetActions } from '../../../library/asset-actions.ts';
import { keptWords } from '../../../library/asset-words.ts';
import { Button } from '../../../parts/button.tsx';
import { useNowMinuteMs } from '../../../parts/now.ts';
import { askBeforePurge } from '../dialogs/questions.ts';
import { useTrashDays } from '../use-trash-days.ts';

/** Says that what is on the screen lies in the trash, be it that another window has just put it there. */
export function TrashedBanner({ details }: { details: AssetDetails }) {
  const { asset } = details;
  const actions = useAssetActions();
  const nowMs = useNowMinuteMs();
  const days = useTrashDays();
  if (asset.deletedAt === undefined) return null;
  return (
    <div
      role="status"
      className="flex min-h-12 shrink-0 flex-wrap items-center gap-3 border-b border-line bg-warning-quiet px-4 py-2"
    >
      <Trash2 aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-warning" />
      <p>
        In the trash, <span className="text-text-2">{keptWords(asset.deletedAt, days, nowMs)}.</span>
      </p>
      <span className="ml-auto flex gap-2">
        <Button onClick={() => void actions.restore([asset])}>Restore</Button>
        <Button
          tone="bare"
          onClick={() =>
            askBeforePurge(
              'Delete for good?',
              `${asset.name} is removed from the disk. Nobody can bring it back.`,
              'Delete',
              () => actions.purge([asset]),
            )
          }
        >
          Delete for good
        </Button>
      </span>
    </div>
  );
}
