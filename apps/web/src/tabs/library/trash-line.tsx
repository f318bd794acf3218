'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { sentenceOf } from '../../api/call-failure.ts';
import { api } from '../../api/client.ts';
import { refreshLibrary } from '../../library/asset-cache.ts';
import { countWords } from '../../library/asset-words.ts';
import { formatBytes } from '../../words/file-size.ts';
import { libraryQuery } from '../../library/library-queries.ts';
import { Button } from '../../parts/button.tsx';
import { showToast } from '../../toasts/toast-store.ts';
import { askBeforePurge } from './dialogs/questions.ts';
import { useTrashDays } from './use-trash-days.ts';

/** What the trash is, and the one way to be rid of all of it. */
export function TrashLine() {
  const { data: summary } = useQuery(libraryQuery);
  const days = useTrashDays();
  const client = useQueryClient();
  const trash = summary?.trash;
  const empty = async () => {
    const answer = await api.call('emptyTrash', {});
    refreshLibrary(client);
    if (!answer.ok) return void showToast({ text: sentenceOf(answer.error), tone: 'negative' });
    const { count, bytes } = answer.value.body;
    const kept = (trash?.count ?? count) - count;
    const rest = kept > 0 ? ` ${countWords(kept)} stayed: a job still needs it.` : '';
    showToast({ text: `${countWords(count)} deleted for good, ${formatBytes(bytes)} freed.${rest}` });
  };
  return (
    <div className="flex min-h-12 shrink-0 items-center gap-4 border-b border-line bg-surface-2 px-6 py-2 max-md:px-4">
      <p className="text-text-2">
        Kept for {days} days, then deleted for good.
        {trash === undefined || trash.count === 0 ? null : ` ${formatBytes(trash.bytes)} in all.`}
      </p>
      {trash === undefined || trash.count === 0 ? null : (
        <Button
          className="ml-auto"
          onClick={() =>
            askBeforePurge(
              'Empty the trash?',
              `${countWords(trash.count)}, ${formatBytes(trash.bytes)}. Nobody can bring them back.`,
              'Empty trash',
              empty,
            )
          }
        >
          Empty trash
        </Button>
      )}
    </div>
  );
}
