'use client';

import type { BegunLogin, Connection, PublishingService } from '@videoexpress/job-schema';
import { useState } from 'react';
import { sentenceOf } from '../../../api/call-failure.ts';
import { api } from '../../../api/client.ts';

interface Login {
  /** A login whose person has not come back yet. */
  readonly begun: BegunLogin | null;
  readonly error: string | null;
  readonly isBusy: boolean;
  /** Opens the service's page in a tab of its own. */
  readonly begin: () => Promise<void>;
  /** It ended by hand. */
  readonly done: () => void;
}

/** Begins logins at a service, and notices when one came through: an account is there, or renewed. */
export function useLogin(service: PublishingService, accounts: readonly Connection[]): Login {
  const [begun, setBegun] = useState<{ readonly login: BegunLogin; readonly before: string } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const now = fingerprint(accounts);

  const begin = async () => {
    setError(null);
    setIsBusy(true);
    // Opened at the click itself: a browser lets no page open a tab some time after it.
    const tab = window.open('', '_blank');
    const answer = await api.call('beginConnection', { params: { id: service } });
    setIsBusy(false);
    if (!answer.ok) {
      tab?.close();
      setError(sentenceOf(answer.error));
      return;
    }
    setBegun({ login: answer.value.body, before: now });
    if (tab === null) return;
    // The other site must not reach back to this page.
    tab.opener = null;
    tab.location.replace(answer.value.body.authorizeUrl);
  };

  // Once the accounts are other ones the person came back.
  const pending = begun !== null && begun.before === now ? begun.login : null;
  return { begun: pending, error, isBusy, begin, done: () => setBegun(null) };
}

/** Another one once an account came, or logged in anew. */
function fingerprint(accounts: readonly Connection[]): string {
  return accounts.map(({ id, state, refreshedAt }) => `${id} ${state} ${refreshedAt ?? ''}`).join();
}
