'use client';

import { Dialog } from 'radix-ui';
import { type ReactNode, useEffect, useRef } from 'react';

interface OverlayDialogProps {
  readonly title: string;
  readonly onClose: () => void;
  /** What happens once it is closed and the focus is back where it was. */
  readonly afterClose?: () => void;
  readonly children: ReactNode;
}

/** What floats over the page at the top fifth. The focus goes back to where it was. */
export function OverlayDialog({ title, onClose, afterClose, children }: OverlayDialogProps) {
  const before = useRef<Element | null>(null);
  useEffect(() => {
    before.current ??= document.activeElement;
  }, []);
  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-over-picture/60" />
        <Dialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            before.current = document.activeElement;
          }}
          onCloseAutoFocus={(closing) => {
            closing.preventDefault();
            const { current } = before;
            if (current instanceof HTMLElement && current.isConnected) current.focus({ preventScroll: true });
            afterClose?.();
          }}
          className="fixed top-[20dvh] left-1/2 z-50 flex max-h-[min(480px,72dvh)] w-[min(560px,calc(100vw-16px))] -translate-x-1/2 flex-col overflow-hidden rounded-2 border border-line bg-surface-2 text-text-1 shadow-pop max-md:top-2 light:bg-surface-1"
        >
          <Dialog.Title className="sr-only">{title}</Dialog.Title>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
