'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { Suspense, useEffect } from 'react';
import { assetIdSchema } from '@videoexpress/job-schema';
import { clipParameter } from '../../publishing/publish-href.ts';
import { connectionsQuery } from '../../channels/connections-query.ts';
import { useStoredValue } from '../../stored/stored-value.ts';
import { ComposeView } from './compose/compose-view.tsx';
import { composeStore, changeCompose } from './compose/compose-store.ts';
import { ConnectSteps } from './connect-steps.tsx';
import { PostsPanel } from './posts-panel.tsx';

/** Takes the clip that the address names onto the form, once; the rest of what is written stays. */
function TakeClip() {
  const named = assetIdSchema.safeParse(useSearchParams().get(clipParameter));
  const clip = named.success ? named.data : null;
  useEffect(() => {
    if (clip === null) return;
    changeCompose({ assetId: clip });
    window.history.replaceState(null, '', '/social');
  }, [clip]);
  return null;
}

/** The whole tab. */
export function SocialView() {
  const { data } = useQuery(connectionsQuery);
  const { publicationId } = useStoredValue(composeStore);
  return (
    <>
      <div className="flex column-head shrink-0 items-center gap-2 border-b border-line px-6 max-md:px-4">
        <h1 tabIndex={-1} className="text-read font-semibold">
          Social Hub
        </h1>
        <span className="text-meta text-text-3">{publicationId === null ? 'New post' : 'Draft'}</span>
      </div>
      <div className="@container relative min-h-0 flex-1 overflow-y-auto p-6 max-md:p-4">
        <div className="grid gap-6">
          {data?.items.length === 0 ? <ConnectSteps services={data.services} /> : null}
          <ComposeView />
          <PostsPanel />
        </div>
      </div>
      {/* The address is known in the browser alone. */}
      <Suspense>
        <TakeClip />
      </Suspense>
    </>
  );
}
