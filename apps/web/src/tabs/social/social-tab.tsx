'use client';

import dynamic from 'next/dynamic';

const SocialView = dynamic(() => import('./social-view.tsx').then((module) => module.SocialView), { ssr: false });

/** From the library to the channels: writing a post, and what became of those before. */
export function SocialTab() {
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface-1">
      <SocialView />
    </main>
  );
}
