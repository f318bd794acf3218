'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { CallError, Publication, Result } from '@videoexpress/job-schema';
import { useRef, useState } from 'react';
import { sentenceOf } from '../../../api/call-failure.ts';
import { api } from '../../../api/client.ts';
import { newClickKey } from '../../../api/click-key.ts';
import { putPublication } from '../../../publishing/publication-cache.ts';
import { storedFields } from '../../../stored/stored-json.ts';
import { windowValue } from '../../../stored/stored-value.ts';
import { showToast } from '../../../toasts/toast-store.ts';
import { type ComposeDraft, emptyCompose, isWritten } from './compose-draft.ts';
import { changeCompose, composeStore } from './compose-store.ts';
import type { Compose } from './use-compose.ts';

/** What was asked for last without an answer, and the key it was asked with. */
interface Asked {
  readonly what: string;
  readonly key: string;
}

/** The same request keeps its key until it is answered, also over a reload: a second click never publishes twice. */
const asked = windowValue<Asked | null>('videoexpress.post-asked', null, (stored) => {
  const { what, key } = storedFields(stored);
  return typeof what === 'string' && typeof key === 'string' ? { what, key } : null;
});

function keyFor(what: string): string {
  const known = asked.get();
  if (known?.what === what) return known.key;
  const key = newClickKey();
  asked.set({ what, key });
  return key;
}

export interface Sending {
  /** Sends the posts off, or has them wait for their time. */
  readonly send: () => Promise<void>;
  /** Keeps the post in the studio, to be sent later. */
  readonly saveDraft: () => Promise<void>;
  /** Empties the form; a note leads back. */
  readonly clear: () => void;
  readonly isBusy: boolean;
  /** What went wrong last; null: nothing. */
  readonly problem: string | null;
}

/** The form after its post has gone: accounts and habits stay; words and clip go, and each post is private until it is told otherwise. */
function afterSending({ connectionIds, content }: ComposeDraft): ComposeDraft {
  const { title, text, cover, fit, cropCentre, visibility } = emptyCompose.content;
  return { ...emptyCompose, connectionIds, content: { ...content, title, text, cover, fit, cropCentre, visibility } };
}

function sentWords(publication: Publication): string {
  const { posts } = publication;
  const count = posts.length === 1 ? '1 post' : `${posts.length} posts`;
  return posts.some(({ when }) => when.kind !== 'now') ? `${count} scheduled.` : `${count} on the way.`;
}

/** Sends what is written, or keeps it. */
export function useSending(compose: Compose): Sending {
  const client = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const isUnderWay = useRef(false);

  async function whole(work: () => Promise<Result<Publication, CallError>>): Promise<Publication | null> {
    if (isUnderWay.current) return null;
    isUnderWay.current = true;
    setIsBusy(true);
    setProblem(null);
    const answer = await work();
    isUnderWay.current = false;
    setIsBusy(false);
    if (!answer.ok) {
      setProblem(sentenceOf(answer.error));
      // An answer that refuses is an answer: the next try is another request.
      if (answer.error.code !== 'unreachable') asked.set(null);
      return null;
    }
    asked.set(null);
    putPublication(client, answer.value);
    return answer.value;
  }

  async function keep(isDraft: boolean): Promise<Result<Publication, CallError>> {
    const { draft, posts, asset } = compose;
    if (asset === undefined) throw new Error('A publication needs a clip');
    const body = { assetId: asset.id, posts: [...posts] };
    const { publicationId } = draft;
    if (publicationId === null) {
      const idempotencyKey = keyFor(JSON.stringify({ ...body, isDraft }));
      const made = await api.call('createPublication', { body: { ...body, draft: isDraft }, idempotencyKey });
      return made.ok ? { ok: true, value: made.value.body } : made;
    }
    const changed = await api.call('patchPublication', { params: { id: publicationId }, body });
    return changed.ok ? { ok: true, value: changed.value.body } : changed;
  }

  return {
    isBusy,
    problem,
    send: async () => {
      const sent = await whole(async () => {
        const kept = await keep(false);
        if (!kept.ok || !kept.value.draft) return kept;
        const answer = await api.call('sendPublication', { params: { id: kept.value.id } });
        return answer.ok ? { ok: true, value: answer.value.body } : answer;
      });
      if (sent === null) return;
      composeStore.set(afterSending(composeStore.get()));
      showToast({ text: sentWords(sent) });
    },
    saveDraft: async () => {
      if (compose.asset === undefined || compose.posts.length === 0) {
        setProblem('A draft needs a clip and an account. What you typed stays in this browser until then.');
        return;
      }
      const kept = await whole(() => keep(true));
      if (kept === null) return;
      changeCompose({ publicationId: kept.id });
      showToast({ text: 'Draft saved.' });
    },
    clear: () => {
      const before = composeStore.get();
      composeStore.set(afterSending(before));
      if (!isWritten(before)) return;
      showToast({ text: 'Form cleared.', action: { label: 'Undo', run: () => composeStore.set(before) } });
    },
  };
}
