'use client';

import dynamic from 'next/dynamic';
import { Suspense } from 'react';
import { AskOutlet } from './dialogs/ask-outlet.tsx';
import { useLibraryAddress } from './use-library-address.ts';

const CompareView = dynamic(() => import('./compare/compare-view.tsx').then((module) => module.CompareView), {
  ssr: false,
});

/** The grid and all around it is fetched beside the first page of assets, not before the studio is there. */
const LibraryView = dynamic(() => import('./library-view.tsx').then((module) => module.LibraryView), { ssr: false });

function AtAddress() {
  const { filters, setFilters, key, compare } = useLibraryAddress();
  if (compare !== null) return <CompareView ids={compare} />;
  return <LibraryView listKey={key} filters={filters} setFilters={setFilters} />;
}

/** Everything that was made or brought in. */
export function LibraryTab() {
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface-1 max-md:h-[calc(100dvh-var(--tab-bar-space))] max-md:flex-none">
      {/* The address is known in the browser alone. */}
      <Suspense>
        <AtAddress />
      </Suspense>
      <AskOutlet />
    </main>
  );
}
