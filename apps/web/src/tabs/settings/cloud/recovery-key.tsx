'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { CallFailure } from '../../../api/call-failure.ts';
import { call } from '../../../api/client.ts';
import { Button } from '../../../parts/button.tsx';
import { CopyButton } from '../../../parts/copy-button.tsx';
import { FieldError } from '../../../parts/field-error.tsx';

/** The key that opens the copied logins on another computer. It is in the page for as long as it is looked at. */
export function RecoveryKey({ isShown }: { readonly isShown: boolean }) {
  const ask = useMutation({
    mutationFn: async (again: boolean) => (await call('cloudRecoveryKey', { body: { again } })).body.key,
    gcTime: 0,
  });
  const { data: key, error, isPending, reset } = ask;
  if (key !== undefined) return <ShownKey recoveryKey={key} onDone={reset} />;
  return (
    <div className="grid gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="grid min-w-0 flex-1 basis-48 gap-0.5">
          <h3>Recovery key</h3>
          <p className="text-meta text-text-2">
            {isShown
              ? 'It was shown. It opens the logins of your channels on a new computer, and nothing else does.'
              : 'Write it down before you need it: on a new computer it opens the logins of your channels.'}
          </p>
        </div>
        <Button disabled={isPending} onClick={() => ask.mutate(isShown)}>
          {isShown ? 'Show it once more' : 'Show it'}
        </Button>
      </div>
      <FieldError id="recovery-key-error" message={error instanceof CallFailure ? error.message : undefined} />
    </div>
  );
}

function ShownKey({ recoveryKey, onDone }: { readonly recoveryKey: string; readonly onDone: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="grid gap-2 bg-surface-2 px-4 py-3">
      <h3 ref={heading} tabIndex={-1} className="font-medium outline-none">
        Recovery key
      </h3>
      <p className="text-meta text-text-2">
        Keep it where you keep passwords or papers, and not on this computer alone. Whoever has it and your Supabase
        account can post in your name.
      </p>
      <output
        aria-label="Recovery key"
        className="rounded-2 border border-line bg-surface-1 p-3 font-mono leading-7 tracking-wide wrap-anywhere select-all"
      >
        {recoveryKey}
      </output>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={recoveryKey} label="Copy the recovery key" />
        <Button size="small" tone="bare" onClick={() => printKey(recoveryKey)}>
          Print
        </Button>
        <Button size="small" tone="neutral" className="ml-auto" onClick={onDone}>
          I have it
        </Button>
      </div>
    </div>
  );
}

/** Prints the key alone, from a frame that is gone afterwards. */
function printKey(recoveryKey: string): void {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  document.body.append(frame);
  const page = frame.contentDocument;
  if (page === null) return;
  const heading = page.createElement('h1');
  heading.textContent = 'VideoExpress AI: recovery key';
  const text = page.createElement('pre');
  text.textContent = recoveryKey.replaceAll(/((?:[0-9A-Z]{4}-?){7})/g, '$1\n');
  page.body.append(heading, text);
  frame.contentWindow?.addEventListener('afterprint', () => frame.remove(), { once: true });
  frame.contentWindow?.print();
}
