'use client';

import { LiveProvider, useLivePhase } from '../live/live-provider.tsx';
import { GenerateTab } from '../tabs/generate/generate-tab.tsx';
import { Header } from './header.tsx';
import { SignedOut } from './signed-out.tsx';

function Shell() {
  const phase = useLivePhase();
  if (phase === 'signed_out') return <SignedOut />;
  return (
    <div className="flex min-h-dvh flex-col lg:h-dvh">
      <Header />
      <GenerateTab />
    </div>
  );
}

/** The whole page, live. */
export function Studio() {
  return (
    <LiveProvider>
      <Shell />
    </LiveProvider>
  );
}
