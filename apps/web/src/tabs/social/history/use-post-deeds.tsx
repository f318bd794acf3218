'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type CallError, type Post, type Publication, publishingServices, type Result } from '@videoexpress/job-schema';
import { CalendarClock, Copy, Pencil, RotateCcw, Trash2, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { sentenceOf } from '../../../api/call-failure.ts';
import { api } from '../../../api/client.ts';
import { copyText } from '../../../parts/copy-text.ts';
import type { MenuItem } from '../../../parts/menu-items.ts';
import { putPublication, purgePublication } from '../../../publishing/publication-cache.ts';
import { isUnderWay } from '../../../publishing/post-words.ts';
import { showToast } from '../../../toasts/toast-store.ts';
import { composeOf, isWritten } from '../compose/compose-draft.ts';
import { composeStore } from '../compose/compose-store.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { RescheduleDialog } from './reschedule-dialog.tsx';

/** What can be done with one post. */
export interface PostDeeds {
  /** Null: there is nothing to try again. */
  readonly retry: (() => void) | null;
  /** Puts this post alone on the form, where the same again would be refused again. */
  readonly rewrite: () => void;
  readonly menu: () => readonly MenuItem[];
  readonly isBusy: boolean;
  /** The question that is open. */
  readonly dialog: ReactNode;
}

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

/** Whether trying again could publish it twice, because nobody knows how the last try ended. */
function mayBeLive(post: Post): boolean {
  return post.error?.action === 'look' || post.error?.code === 'outcome_unknown';
}

/** Puts a publication on the form again; what stood there comes back with the note's button. */
export function takeUp(publication: Publication): void {
  const before = composeStore.get();
  composeStore.set(composeOf(publication));
  document.getElementById('tab')?.querySelector('textarea')?.focus();
  if (!isWritten(before) || before.publicationId === publication.id) return;
  showToast({
    text: 'On the form now.',
    action: { label: 'Undo', run: () => composeStore.set(before) },
  });
}

/** Trying again, cancelling, another time, and once more as a new post. */
export function usePostDeeds(publication: Publication, post: Post): PostDeeds {
  const client = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const [asks, setAsks] = useState<'retry' | 'cancel' | 'time' | null>(null);
  const params = { id: publication.id, postId: post.id };
  const service = publishingServices[post.service];

  async function change(work: () => Promise<Result<{ readonly body: Publication }, CallError>>): Promise<void> {
    setIsBusy(true);
    const answer = await work();
    setIsBusy(false);
    if (answer.ok) putPublication(client, answer.value.body);
    // The daemon knows of more that may be out than a post says: then the person is asked, and not only told.
    else if (answer.error.code === 'problem' && answer.error.problem.code === 'may_be_live') setAsks('retry');
    else showToast({ text: sentenceOf(answer.error), tone: 'negative' });
  }
  const retry = (evenIfItMayBeLive: boolean) =>
    void change(() => api.call('retryPost', { params, body: { evenIfItMayBeLive } }));
  const cancel = () => void change(() => api.call('cancelPost', { params }));

  const canRetry = post.state === 'needs_attention' || post.state === 'rejected' || post.state === 'cancelled';
  const isEnded = publication.posts.every(({ state }) => !isUnderWay(state) && state !== 'scheduled');
  const close = () => setAsks(null);

  const tryAgain = canRetry ? () => (mayBeLive(post) ? setAsks('retry') : retry(false)) : null;
  const menu = (): readonly MenuItem[] => [
    ...(tryAgain === null
      ? []
      : [
          {
            kind: 'action' as const,
            id: 'retry',
            label: 'Try again',
            icon: <RotateCcw {...icon} />,
            onChoose: tryAgain,
          },
        ]),
    ...(isUnderWay(post.state) || post.state === 'scheduled'
      ? [
          {
            kind: 'action' as const,
            id: 'cancel',
            label: 'Cancel the post',
            icon: <X {...icon} />,
            onChoose: () => (post.state === 'queued' ? cancel() : setAsks('cancel')),
          },
        ]
      : []),
    ...(post.state === 'scheduled'
      ? [
          {
            kind: 'action' as const,
            id: 'time',
            label: 'Another time…',
            icon: <CalendarClock {...icon} />,
            offBecause:
              post.scheduledBy === 'service' ? `The clip is at ${service} already: change its time there` : undefined,
            onChoose: () => setAsks('time'),
          },
        ]
      : []),
    {
      kind: 'action',
      id: 'again',
      label: 'Write a new post like it',
      icon: <Pencil {...icon} />,
      onChoose: () => takeUp(publication),
    },
    ...(post.url === null
      ? []
      : [
          {
            kind: 'action' as const,
            id: 'copy',
            label: 'Copy the link',
            icon: <Copy {...icon} />,
            onChoose: () => void copyText(post.url ?? '', 'Link copied.'),
          },
        ]),
    ...(isEnded
      ? [
          { kind: 'line' as const, id: 'line' },
          {
            kind: 'action' as const,
            id: 'forget',
            label: 'Take it out of the history',
            icon: <Trash2 {...icon} />,
            onChoose: () => void forget(),
          },
        ]
      : []),
  ];

  async function forget(): Promise<void> {
    const answer = await api.call('deletePublication', { params: { id: publication.id } });
    if (!answer.ok) return void showToast({ text: sentenceOf(answer.error), tone: 'negative' });
    purgePublication(client, publication.id);
    showToast({ text: 'Taken out of the history. What was published stays where it is.' });
  }

  return {
    isBusy,
    menu,
    retry: tryAgain,
    rewrite: () => takeUp({ ...publication, posts: [post] }),
    dialog:
      asks === 'retry' ? (
        <ConfirmDialog
          title={`Post it to ${service} once more?`}
          confirm="It is not there: post it"
          onConfirm={() => retry(true)}
          onClose={close}
        >
          <p>
            Nobody knows how the last try ended: {service} may have published it. Look at {post.accountName} there
            first. If it is there and you post again, it is there twice.
          </p>
        </ConfirmDialog>
      ) : asks === 'cancel' ? (
        <ConfirmDialog
          title="Cancel the post?"
          confirm="Cancel the post"
          leave="Leave it"
          onConfirm={cancel}
          onClose={close}
        >
          <p>
            {post.state === 'scheduled'
              ? `It does not go out at its time. ${post.scheduledBy === 'service' ? `What lies at ${service} already is taken away where that is possible.` : 'Nothing was sent yet.'}`
              : `It is being sent to ${service}. If it is there already, this may be too late, and then that is said.`}
          </p>
        </ConfirmDialog>
      ) : asks === 'time' ? (
        <RescheduleDialog publication={publication} post={post} onClose={close} />
      ) : null,
  };
}
