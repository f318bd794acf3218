'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type Post, type Publication, publishingServices } from '@videoexpress/job-schema';
import { Dialog } from 'radix-ui';
import { type SubmitEvent, useId, useState } from 'react';
import { sentenceOf } from '../../../api/call-failure.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../parts/button.tsx';
import { FieldError } from '../../../parts/field-error.tsx';
import { putPublication } from '../../../publishing/publication-cache.ts';
import { showToast } from '../../../toasts/toast-store.ts';
import { fromLocalField, toLocalField } from '../../../words/local-time.ts';
import { fieldClasses } from '../parts/field.tsx';

interface RescheduleDialogProps {
  readonly publication: Publication;
  readonly post: Post;
  /** The time that the field begins with; its own where none is named. */
  readonly suggested?: string;
  readonly onClose: () => void;
}

/** Another day and time for a post that waits. */
export function RescheduleDialog({ publication, post, suggested, onClose }: RescheduleDialogProps) {
  const client = useQueryClient();
  const id = useId();
  const [typed, setTyped] = useState(toLocalField(suggested ?? post.scheduledAt));
  const [problem, setProblem] = useState<string | undefined>();
  const [opener] = useState(() => (document.activeElement instanceof HTMLElement ? document.activeElement : null));

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const at = fromLocalField(typed);
    if (at === null) return setProblem('Choose a day and a time.');
    if (Date.parse(at) <= Date.now()) return setProblem('That time is past. Choose a later one.');
    const answer = await api.call('reschedulePost', {
      params: { id: publication.id, postId: post.id },
      body: { when: { kind: 'at', at } },
    });
    if (!answer.ok) return setProblem(sentenceOf(answer.error));
    putPublication(client, answer.value.body);
    showToast({ text: 'The time was changed.' });
    onClose();
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-over-picture" />
        <Dialog.Content
          className="fixed inset-x-4 top-[20dvh] z-50 mx-auto max-w-96 rounded-2 border border-line bg-surface-1 p-4 shadow-pop"
          onCloseAutoFocus={(close) => {
            close.preventDefault();
            if (opener?.isConnected === true) opener.focus();
          }}
        >
          <form className="grid gap-4" onSubmit={(event) => void submit(event)}>
            <Dialog.Title className="text-title font-semibold">Another time</Dialog.Title>
            <Dialog.Description className="text-text-2">
              <bdi>{publication.clipName}</bdi> to {publishingServices[post.service]}, <bdi>{post.accountName}</bdi>.
            </Dialog.Description>
            <div className="grid gap-1">
              <label htmlFor={id} className="text-meta text-text-2">
                Day and time
              </label>
              <input
                id={id}
                type="datetime-local"
                value={typed}
                aria-describedby={`${id}-error`}
                aria-invalid={problem !== undefined}
                onChange={(change) => setTyped(change.target.value)}
                className={fieldClasses}
              />
              <FieldError id={`${id}-error`} message={problem} />
            </div>
            <div className="flex justify-end gap-2">
              <Dialog.Close asChild>
                <Button>Cancel</Button>
              </Dialog.Close>
              <Button submits tone="primary">
                Change the time
              </Button>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
