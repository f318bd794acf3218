'use client';

import type { ConnectableService, Connection, OAuthClients } from '@videoexpress/job-schema';
import { useRef, useState } from 'react';
import { Button } from '../../../parts/button.tsx';
import { AccountRow } from './account-row.tsx';
import { ClientSettings } from './client-settings.tsx';
import { PasteLogin } from './paste-login.tsx';
import { useLogin } from './use-login.ts';

interface ServiceCardProps {
  readonly service: ConnectableService;
  readonly accounts: readonly Connection[];
  readonly clients: OAuthClients;
}

/** One service: its accounts, the way in, and what is needed for it. */
export function ServiceCard({ service, accounts, clients }: ServiceCardProps) {
  const { service: id, label, ready, redirectProblem } = service;
  const login = useLogin(id, accounts);
  const [isSetUpOpen, setIsSetUpOpen] = useState(false);
  const connect = useRef<HTMLButtonElement>(null);
  const showsSetUp = !ready || isSetUpOpen;
  return (
    <div data-service={id} className="divide-y divide-line">
      <div className="grid gap-2 px-4 py-3">
        <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
          <div className="grid min-w-0 flex-1 basis-40 gap-0.5">
            <h3 className="font-medium">{label}</h3>
            <p className="text-meta text-text-2">{accountWords(accounts.length)}</p>
          </div>
          {ready ? (
            <Button tone="bare" aria-expanded={showsSetUp} onClick={() => setIsSetUpOpen(!isSetUpOpen)}>
              Set-up
            </Button>
          ) : null}
          {ready ? (
            <Button ref={connect} disabled={login.isBusy} onClick={() => void login.begin()}>
              {accounts.length === 0 ? `Connect ${label}` : 'Connect another'}
            </Button>
          ) : null}
        </div>
        {login.error === null ? null : (
          <p role="alert" className="text-meta text-negative">
            {login.error}
          </p>
        )}
        {login.begun === null ? null : (
          <div role="status" className="grid gap-1 text-meta text-text-2">
            <p>
              Log in at {label} in the tab that opened, within 10 minutes. This page notices when it is done.{' '}
              <a href={login.begun.authorizeUrl} target="_blank" rel="noreferrer" className="underline">
                Open it again
              </a>
            </p>
            {redirectProblem === null ? null : <p className="text-warning">{redirectProblem}</p>}
          </div>
        )}
        {login.begun !== null || (ready && redirectProblem !== null) ? (
          <PasteLogin service={service} onConnected={login.done} />
        ) : null}
      </div>
      {accounts.length === 0 ? null : (
        <ul aria-label={`Accounts at ${label}`} className="divide-y divide-line">
          {accounts.map((account) => (
            <AccountRow
              key={account.id}
              account={account}
              onGone={() => connect.current?.focus()}
              onReconnect={() => void login.begin()}
            />
          ))}
        </ul>
      )}
      {showsSetUp ? <ClientSettings service={service} clients={clients} /> : null}
    </div>
  );
}

function accountWords(count: number): string {
  if (count === 0) return 'No account is connected.';
  return count === 1 ? '1 account' : `${count} accounts`;
}
