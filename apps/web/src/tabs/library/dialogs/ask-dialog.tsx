'use client';

import { Dialog } from 'radix-ui';
import { type SubmitEvent, useId, useRef, useState } from 'react';
import { Button } from '../../../parts/button.tsx';
import { FieldError } from '../../../parts/field-error.tsx';
import type { Ask } from './ask.ts';

interface AskDialogProps {
  readonly asked: Ask;
  readonly onClose: () => void;
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** A question with a few fields. Enter answers it, Escape leaves it, and the focus goes back to where it was. */
export function AskDialog({ asked, onClose }: AskDialogProps) {
  const [problem, setProblem] = useState<string | undefined>();
  const [opener] = useState(() => (document.activeElement instanceof HTMLElement ? document.activeElement : null));
  const errorId = useId();
  const isBusy = useRef(false);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy.current) return;
    isBusy.current = true;
    const form = new FormData(event.currentTarget);
    const values = Object.fromEntries(asked.fields.map(({ name }) => [name, textOf(form.get(name))]));
    const wrong = await asked.onSubmit(values);
    isBusy.current = false;
    if (wrong === null) onClose();
    else setProblem(wrong);
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-over-picture" />
        <Dialog.Content
          role={asked.isFinal === true ? 'alertdialog' : 'dialog'}
          {...(asked.text === undefined ? { 'aria-describedby': undefined } : {})}
          className="fixed inset-x-4 top-[20dvh] z-50 mx-auto max-w-96 rounded-2 border border-line bg-surface-1 p-4 shadow-pop"
          onCloseAutoFocus={(close) => {
            close.preventDefault();
            if (opener?.isConnected === true) opener.focus();
          }}
        >
          <form className="grid gap-4" onSubmit={(event) => void submit(event)}>
            <Dialog.Title className="text-title font-semibold break-words">{asked.title}</Dialog.Title>
            {asked.text === undefined ? null : (
              <Dialog.Description className="text-text-2">{asked.text}</Dialog.Description>
            )}
            {asked.fields.map((field) => (
              <label key={field.name} className="grid gap-1">
                <span className="text-meta text-text-2">{field.label}</span>
                <input
                  name={field.name}
                  type={field.type === 'number' ? 'text' : field.type}
                  inputMode={field.type === 'number' ? 'numeric' : undefined}
                  dir={field.type === 'text' ? 'auto' : undefined}
                  defaultValue={field.value}
                  maxLength={field.maxLength}
                  autoComplete="off"
                  aria-describedby={errorId}
                  aria-invalid={problem !== undefined}
                  className="h-8 rounded-2 border border-line-control bg-transparent px-2.5 max-md:h-10"
                />
              </label>
            ))}
            <FieldError id={errorId} message={problem} />
            <div className="flex justify-end gap-2">
              <Dialog.Close asChild>
                <Button>Cancel</Button>
              </Dialog.Close>
              <Button submits tone={asked.isFinal === true ? 'neutral' : 'primary'}>
                <span className={asked.isFinal === true ? 'text-negative' : ''}>{asked.submit}</span>
              </Button>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
