'use client';

import dynamic from 'next/dynamic';
import type { Settings } from '@videoexpress/job-schema';
import { SectionCard } from '../parts/section-card.tsx';

/** Not among what the page needs to be alive. */
const ConnectionsBody = dynamic(() => import('./connections-body.tsx').then((module) => module.ConnectionsBody), {
  loading: () => <div className="min-h-24" />,
});

/** Accounts that clips can be published to. */
export function ConnectionsSection({ settings }: { readonly settings: Settings }) {
  return (
    <SectionCard id="connections" title="Connections">
      <ConnectionsBody clients={settings.oauthClients} />
    </SectionCard>
  );
}
