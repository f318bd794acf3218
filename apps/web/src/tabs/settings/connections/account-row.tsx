'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Connection } from '@videoexpress/job-schema';
import { Unplug } from 'lucide-react';
import { useRef, useState } from 'react';
import { sentenceOf } from '../../../api/call-failure.ts';
import { api } from '../../../api/client.ts';
import { connectionsQuery } from '../../../channels/connections-query.ts';
import { Button, IconButton } from '../../../parts/button.tsx';
import { HealthLight } from '../../../parts/health-light.tsx';
import { showToast } from '../../../toasts/toast-store.ts';

interface AccountRowProps {
  readonly account: Connection;
  /** It is disconnected, and this row about to go. */
  readonly onGone: () => void;
  readonly onReconnect: () => void;
}

/** One connected account: how it is, and what can be done with it. */
export function AccountRow({ account, onGone, onReconnect }: AccountRowProps) {
  const { id, accountName, handle, state, detail } = account;
  const client = useQueryClient();
  /** Why it was not disconnected; a person may want it all the same. */
  const [inUse, setInUse] = useState<string | null>(null);
  const disconnect = useRef<HTMLButtonElement>(null);
  const reread = () => client.invalidateQueries({ queryKey: connectionsQuery.queryKey });

  const check = useMutation({
    mutationFn: async () => {
      const answer = await api.call('checkConnection', { params: { id } });
      await reread();
      if (!answer.ok) return sentenceOf(answer.error);
      return answer.value.body.state === 'ok' ? 'Works.' : null;
    },
  });
  const remove = useMutation({
    mutationFn: async (force: boolean) => {
      const answer = await api.call('deleteConnection', { params: { id }, query: { force: force ? 'true' : 'false' } });
      if (answer.ok) {
        const { note } = answer.value.body;
        showToast({ text: `${accountName} is disconnected.${note === null ? '' : ` ${note}`}` });
        onGone();
        return reread();
      }
      const { error } = answer;
      if (error.code === 'problem' && error.problem.code === 'connection_in_use') setInUse(error.problem.detail);
      else showToast({ text: sentenceOf(error), tone: 'negative' });
      return undefined;
    },
  });

  return (
    <li data-account={id} className="grid gap-2 px-4 py-2.5">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
        <HealthLight status={state === 'ok' ? (detail === null ? 'ok' : 'degraded') : 'down'} />
        <div className="grid min-w-0 flex-1 basis-40 gap-0.5">
          <span className="truncate font-medium">{accountName}</span>
          <span className="truncate text-meta text-text-2">
            {handle === null || handle === accountName ? '' : `@${handle} · `}
            {state === 'ok' ? 'Connected' : 'Needs a login'}
          </span>
        </div>
        <span className="ml-auto flex items-center gap-1">
          {state === 'ok' && detail === null ? (
            <Button
              tone="bare"
              aria-label={`Check ${accountName}`}
              disabled={check.isPending}
              onClick={() => check.mutate()}
            >
              {check.isPending ? 'Checking…' : 'Check'}
            </Button>
          ) : (
            <Button aria-label={`Connect again: ${accountName}`} onClick={onReconnect}>
              Connect again
            </Button>
          )}
          <IconButton
            ref={disconnect}
            label={`Disconnect ${accountName}`}
            aria-disabled={remove.isPending}
            onClick={() => remove.isPending || remove.mutate(false)}
            className="-mr-2"
          >
            <Unplug aria-hidden="true" size={16} strokeWidth={1.75} />
          </IconButton>
        </span>
      </div>
      {detail === null ? null : <p className="text-meta text-warning">{detail}</p>}
      <output className="text-meta text-text-2 empty:hidden">{check.isPending ? null : check.data}</output>
      {inUse === null ? null : (
        <div role="alert" className="flex flex-wrap items-center gap-2 text-meta text-warning">
          <p className="w-full">{inUse}</p>
          <Button size="small" onClick={() => remove.mutate(true)}>
            Disconnect all the same
          </Button>
          <Button
            size="small"
            tone="bare"
            onClick={() => {
              setInUse(null);
              disconnect.current?.focus();
            }}
          >
            Keep it
          </Button>
        </div>
      )}
    </li>
  );
}
