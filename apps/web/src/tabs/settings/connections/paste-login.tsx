'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type ConnectableService, pastedAs } from '@videoexpress/job-schema';
import { useId, useState } from 'react';
import { sentenceOf } from '../../../api/call-failure.ts';
import { api } from '../../../api/client.ts';
import { connectionsQuery } from '../../../channels/connections-query.ts';
import { Button } from '../../../parts/button.tsx';
import { FieldError } from '../../../parts/field-error.tsx';

interface PasteLoginProps {
  readonly service: ConnectableService;
  readonly onConnected: () => void;
}

/** For a browser that does not come back by itself: what it ended with is pasted here. Nothing of it is shown again. */
export function PasteLogin({ service: { service, pasteable }, onConnected }: PasteLoginProps) {
  const id = useId();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const [isBusy, setIsBusy] = useState(false);
  const takesTokens = pasteable.includes('token');

  const paste = async () => {
    const body = pastedAs(text, takesTokens);
    setIsBusy(true);
    setError(undefined);
    const answer = await api.call('pasteConnection', { params: { id: service }, body });
    setIsBusy(false);
    if (!answer.ok) {
      setError(sentenceOf(answer.error));
      return;
    }
    setText('');
    onConnected();
    await client.invalidateQueries({ queryKey: connectionsQuery.queryKey });
  };

  return (
    <form
      autoComplete="off"
      className="grid gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy && text.trim() !== '') void paste();
      }}
    >
      <label htmlFor={id} className="text-meta text-text-2">
        It did not come back by itself? Paste the address that the browser ended at, or the code in it
        {takesTokens ? '; or a token made at Meta’s page for developers' : ''}.
      </label>
      <div className="flex flex-wrap items-center gap-2">
        <input
          id={id}
          type="password"
          autoComplete="off"
          spellCheck={false}
          data-1p-ignore
          data-lpignore="true"
          data-bwignore
          maxLength={8000}
          value={text}
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-error`}
          onChange={(change) => setText(change.target.value)}
          className="h-8 min-w-40 flex-1 rounded-2 border border-line-control bg-surface-1 px-2 aria-invalid:border-negative max-md:h-10 max-md:text-title"
        />
        <Button submits disabled={isBusy || text.trim() === ''}>
          {isBusy ? 'Connecting…' : 'Connect'}
        </Button>
      </div>
      <FieldError id={`${id}-error`} message={error} />
    </form>
  );
}
