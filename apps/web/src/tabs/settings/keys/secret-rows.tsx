'use client';

import { useQuery } from '@tanstack/react-query';
import { CallFailure, sentenceOf } from '../../../api/call-failure.ts';
import { Button } from '../../../parts/button.tsx';
import { SecretRow } from './secret-row.tsx';
import { secretsQuery } from './secrets-query.ts';

/** Every key, and where they are kept. */
export function SecretRows() {
  const { data, error, refetch } = useQuery(secretsQuery);
  if (data === undefined) {
    if (error === null) return <div className="min-h-24" />;
    return (
      <div className="flex items-center gap-3 px-4 py-3">
        <p role="alert" className="min-w-0 flex-1 text-meta text-negative">
          {error instanceof CallFailure ? sentenceOf(error.reason) : 'The keys could not be read.'}
        </p>
        <Button onClick={() => void refetch()}>Try again</Button>
      </div>
    );
  }
  const { items, store } = data;
  return (
    <>
      <div className="grid gap-1 px-4 py-3 text-meta text-text-2">
        <p>What you set here is kept on this machine, and never leaves it but to its own service.</p>
        <p className={store.status === 'ok' ? '' : 'text-warning'}>
          {store.detail} {store.fix}
        </p>
      </div>
      <ul aria-label="Keys of outside services" className="divide-y divide-line">
        {items.map((secret) => (
          <SecretRow key={secret.name} secret={secret} />
        ))}
      </ul>
    </>
  );
}
