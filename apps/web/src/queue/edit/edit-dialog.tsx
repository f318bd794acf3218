'use client';

import type { Job } from '@videoexpress/job-schema';
import { Info } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type SubmitEvent, useId } from 'react';
import { Button } from '../../parts/button.tsx';
import { FieldError } from '../../parts/field-error.tsx';
import { inputNumber, shortTitle } from '../../words/job-words.ts';
import { EditFields } from './edit-fields.tsx';
import { useJobEdit } from './use-job-edit.ts';

const shape =
  'fixed top-[8dvh] left-1/2 z-50 flex max-h-[84dvh] w-[min(480px,calc(100vw-16px))] -translate-x-1/2 flex-col overflow-hidden rounded-2 border border-line bg-surface-1 text-text-1 shadow-pop max-md:inset-0 max-md:max-h-none max-md:w-full max-md:translate-x-0 max-md:rounded-none max-md:border-0';

/** The row of the job, wherever in the list it now is; the focus goes back to it. */
function focusRow(id: string): void {
  document.querySelector<HTMLElement>(`[data-job="${CSS.escape(id)}"] a`)?.focus({ preventScroll: true });
}

/** What is said when the job began while its form was open. What was typed stays. */
function TooLate() {
  return (
    <p role="alert" className="flex gap-2 border-b border-line bg-warning-quiet px-4 py-2.5 text-meta">
      <Info aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-warning" />
      <span>
        This job no longer waits, so it cannot be changed. What you changed is still here: queue it as a new job.
      </span>
    </p>
  );
}

/** The form of a waiting job, on any tab. What is wrong is said at its field. */
export function EditDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const form = useJobEdit(job, onClose);
  const errorId = useId();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (form.isBusy) return;
    if (form.isTooLate) form.queueAsNew();
    else form.save();
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-over-picture/60" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(closing) => {
            closing.preventDefault();
            focusRow(job.id);
          }}
          className={shape}
        >
          <div className="flex h-(--head-height) shrink-0 items-center gap-2 border-b border-line px-4">
            <Dialog.Title className="shrink-0 text-read font-semibold">Edit</Dialog.Title>
            <span dir="auto" className="truncate text-meta text-text-2">
              {shortTitle(job)}
            </span>
          </div>
          {form.isTooLate ? <TooLate /> : null}
          <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
            <div className="relative min-h-0 flex-1 overflow-y-auto p-4">
              <EditFields
                edit={form.edit}
                model={form.model}
                fps={inputNumber(job, 'fps')}
                errors={form.errors}
                onChange={form.change}
              />
              <div className="mt-4 empty:hidden">
                <FieldError id={errorId} message={form.errors.form ?? form.errors.ratio ?? form.errors.image} />
              </div>
            </div>
            <div className="flex shrink-0 justify-end gap-2 border-t border-line p-4">
              <Dialog.Close asChild>
                <Button>Cancel</Button>
              </Dialog.Close>
              <Button submits tone="primary" disabled={form.isBusy}>
                {form.isTooLate ? 'Queue as a new job' : 'Save'}
              </Button>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
