'use client';

import { Dialog } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { Button } from '../../../parts/button.tsx';

interface ConfirmDialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** What the button that goes on says. */
  readonly confirm: string;
  readonly leave?: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** A question before something that cannot be taken back. The way out has the focus; it goes back when this closes. */
export function ConfirmDialog({ title, children, confirm, leave = 'Cancel', onConfirm, onClose }: ConfirmDialogProps) {
  const [opener] = useState(() => (document.activeElement instanceof HTMLElement ? document.activeElement : null));
  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-over-picture" />
        <Dialog.Content
          role="alertdialog"
          className="fixed inset-x-4 top-[20dvh] z-50 mx-auto grid max-w-110 gap-4 rounded-2 border border-line bg-surface-1 p-4 shadow-pop"
          onCloseAutoFocus={(close) => {
            close.preventDefault();
            if (opener?.isConnected === true) opener.focus();
          }}
        >
          <Dialog.Title className="text-title font-semibold break-words">{title}</Dialog.Title>
          <Dialog.Description asChild>
            <div className="grid gap-2 text-text-2">{children}</div>
          </Dialog.Description>
          <div className="flex flex-wrap justify-end gap-2">
            <Dialog.Close asChild>
              <Button>{leave}</Button>
            </Dialog.Close>
            <Button
              tone="primary"
              onClick={() => {
                onClose();
                onConfirm();
              }}
            >
              {confirm}
            </Button>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
