'use client';

import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import type { CallError, Secret } from '@videoexpress/job-schema';
import { useState } from 'react';
import { sentenceOf } from '../../../api/call-failure.ts';
import { api } from '../../../api/client.ts';
import { showToast } from '../../../toasts/toast-store.ts';
import { nameOf } from './secret-words.ts';
import { showSecret } from './secrets-query.ts';

interface SecretChanges {
  /** What is wrong with the value that was entered, until the next try. */
  readonly error: string | undefined;
  readonly isBusy: boolean;
  /** Keeps a value; false when it was refused. */
  readonly put: (value: string) => Promise<boolean>;
  readonly remove: () => Promise<void>;
  readonly clearError: () => void;
}

/** The changes of one secret. Each can be taken back by its note; the value itself comes back from the daemon alone. */
export function useSecretChanges(secret: Secret): SecretChanges {
  const client = useQueryClient();
  const { name } = secret;
  const [error, setError] = useState<string | undefined>(undefined);
  const [isBusy, setIsBusy] = useState(false);

  const told = (changed: Secret, what: string) => {
    showSecret(client, changed);
    const back = { label: 'Undo', run: () => void undo(client, changed) };
    showToast({ text: what, ...(changed.undoUntil === null ? {} : { action: back }) });
  };

  return {
    error,
    isBusy,
    clearError: () => setError(undefined),
    put: async (value) => {
      setIsBusy(true);
      setError(undefined);
      const answer = await api.call('putSecret', { params: { name }, body: { value } });
      setIsBusy(false);
      if (!answer.ok) {
        setError(wordsOf(answer.error));
        return false;
      }
      told(answer.value.body, `${nameOf(secret)} is ${secret.set ? 'replaced' : 'set'}, and in use.`);
      return true;
    },
    remove: async () => {
      setIsBusy(true);
      const answer = await api.call('deleteSecret', { params: { name } });
      setIsBusy(false);
      if (answer.ok) told(answer.value.body, `${nameOf(secret)} is removed.`);
      else showToast({ text: sentenceOf(answer.error), tone: 'negative' });
    },
  };
}

async function undo(client: QueryClient, { name }: Secret): Promise<void> {
  const answer = await api.call('undoSecret', { params: { name } });
  if (answer.ok) showSecret(client, answer.value.body);
  else showToast({ text: sentenceOf(answer.error), tone: 'negative' });
}

/** What the daemon says of the value, without the name of the field; of anything else, its sentence. */
function wordsOf(reason: CallError): string {
  const problem = reason.code === 'problem' ? reason.problem.errors?.[0] : undefined;
  return problem?.message ?? sentenceOf(reason);
}
