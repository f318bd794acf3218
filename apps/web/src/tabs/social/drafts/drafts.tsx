'use client';

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type Publication, publishingServices } from '@videoexpress/job-schema';
import { sentenceOf } from '../../../api/call-failure.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../parts/button.tsx';
import { useNowMinuteMs } from '../../../parts/now.ts';
import { ServiceIcon } from '../../../parts/service-icon.tsx';
import { purgePublication, putPublication } from '../../../publishing/publication-cache.ts';
import { dayTimeWords } from '../../../publishing/post-words.ts';
import { historyQuery } from '../../../publishing/publication-queries.ts';
import { useStoredValue } from '../../../stored/stored-value.ts';
import { showToast } from '../../../toasts/toast-store.ts';
import { changeCompose, composeStore } from '../compose/compose-store.ts';
import { ClipThumb } from '../history/history-row.tsx';
import { takeUp } from '../history/use-post-deeds.tsx';

function titleOf({ posts, clipName }: Publication): string {
  const words = posts.map(({ content }) => content.title || content.text).find((text) => text.trim() !== '');
  return words ?? clipName;
}

/** Posts that are not sent yet, to be taken up again. */
export function Drafts() {
  const client = useQueryClient();
  const nowMs = useNowMinuteMs();
  const { publicationId } = useStoredValue(composeStore);
  const { data, hasNextPage, fetchNextPage } = useInfiniteQuery(historyQuery(['draft']));
  const items = data?.pages.flatMap((page) => page.items) ?? [];

  async function discard(draft: Publication): Promise<void> {
    const answer = await api.call('deletePublication', { params: { id: draft.id } });
    if (!answer.ok) return void showToast({ text: sentenceOf(answer.error), tone: 'negative' });
    purgePublication(client, draft.id);
    if (composeStore.get().publicationId === draft.id) changeCompose({ publicationId: null });
    showToast({ text: 'Draft discarded.', action: { label: 'Undo', run: () => void putBack(draft) } });
  }
  async function putBack({ assetId, posts }: Publication): Promise<void> {
    if (assetId === null) return;
    const requests = posts.map(({ connectionId, content, when }) => ({ connectionId, content, when }));
    const answer = await api.call('createPublication', { body: { assetId, draft: true, posts: requests } });
    if (answer.ok) putPublication(client, answer.value.body);
    else showToast({ text: sentenceOf(answer.error), tone: 'negative' });
  }

  if (data !== undefined && items.length === 0) {
    return <p className="p-4 text-text-2">No drafts. “Save as draft” keeps a post here until you send it.</p>;
  }
  return (
    <>
      <ul aria-label="Drafts" className="divide-y divide-line">
        {items.map((draft) => (
          <li key={draft.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2">
            <ClipThumb assetId={draft.assetId} />
            <div className="min-w-0 flex-1 basis-40">
              <div dir="auto" className="truncate">
                {titleOf(draft)}
              </div>
              <div className="flex items-center gap-1.5 text-meta text-text-2">
                {[...new Set(draft.posts.map(({ service }) => service))].map((service) => (
                  <span key={service} title={publishingServices[service]}>
                    <ServiceIcon service={service} size={14} />
                    <span className="sr-only">{publishingServices[service]}</span>
                  </span>
                ))}
                {dayTimeWords(draft.updatedAt, nowMs)}
              </div>
            </div>
            {draft.id === publicationId ? (
              <span className="text-meta text-text-2">On the form</span>
            ) : (
              <Button size="small" onClick={() => takeUp(draft)}>
                Go on writing
              </Button>
            )}
            <Button size="small" tone="bare" className="text-text-2" onClick={() => void discard(draft)}>
              Discard
            </Button>
          </li>
        ))}
      </ul>
      {hasNextPage ? (
        <div className="border-t border-line p-2">
          <Button tone="bare" onClick={() => void fetchNextPage()}>
            Show older ones
          </Button>
        </div>
      ) : null}
    </>
  );
}
