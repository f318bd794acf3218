'use client';

import type { Settings } from '@videoexpress/job-schema';
import { useAbout } from '../about-query.ts';
import { CloudAddress } from './cloud-address.tsx';
import { CloudSetUp } from './cloud-set-up.tsx';

/** Where the copy is, and how its project is set up. */
export function CloudBody({ settings }: { settings: Settings }) {
  const outside = useAbout()?.outside.find(({ name }) => name === 'SUPABASE_URL');
  return (
    <>
      <p className="px-4 py-3 text-meta text-text-2">
        Projects, the library, jobs and posts can be copied to a Supabase project that is yours, so that a lost computer
        does not take them along. Clips themselves go to the object storage. Without a project everything works as it
        is.
      </p>
      <CloudAddress address={settings.supabaseUrl} outside={outside} />
      <CloudSetUp />
    </>
  );
}
