'use client';

import { useQuery } from '@tanstack/react-query';
import type { OAuthClients } from '@videoexpress/job-schema';
import { CallFailure, sentenceOf } from '../../../api/call-failure.ts';
import { connectionsQuery } from '../../../channels/connections-query.ts';
import { Button } from '../../../parts/button.tsx';
import { ServiceCard } from './service-card.tsx';

/** Every service, with the accounts that are connected there. */
export function ConnectionsBody({ clients }: { readonly clients: OAuthClients }) {
  const { data, error, refetch } = useQuery(connectionsQuery);
  if (data === undefined) {
    if (error === null) return <div className="min-h-24" />;
    return (
      <div className="flex items-center gap-3 px-4 py-3">
        <p role="alert" className="min-w-0 flex-1 text-meta text-negative">
          {error instanceof CallFailure ? sentenceOf(error.reason) : 'The connections could not be read.'}
        </p>
        <Button onClick={() => void refetch()}>Try again</Button>
      </div>
    );
  }
  return data.services.map((service) => (
    <ServiceCard
      key={service.service}
      service={service}
      accounts={data.items.filter((each) => each.service === service.service)}
      clients={clients}
    />
  ));
}
