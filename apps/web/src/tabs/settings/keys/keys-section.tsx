'use client';

import { EyeOff } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useAbout } from '../about-query.ts';
import { SectionCard } from '../parts/section-card.tsx';

/** Not among what the page needs to be alive. */
const SecretRows = dynamic(() => import('./secret-rows.tsx').then((module) => module.SecretRows), {
  loading: () => <div className="min-h-24" />,
});

const sources = { environment: 'the environment', env_file: 'a .env' } as const;

/** Keys of outside services, and what else is set outside the studio. */
export function KeysSection() {
  const about = useAbout();
  const addresses = about?.outside.filter(({ value }) => value !== null) ?? [];
  return (
    <SectionCard
      id="keys"
      title="Keys"
      aside={
        <span className="flex items-center gap-1.5 pr-2 text-meta text-text-2">
          <EyeOff aria-hidden="true" size={16} strokeWidth={1.75} />
          Kept, never shown again
        </span>
      }
    >
      <SecretRows />
      {addresses.length === 0 ? null : (
        <ul aria-label="Set outside the studio" className="divide-y divide-line">
          {addresses.map((setting) => (
            <li key={setting.name} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 px-4 py-2.5">
              <span className="truncate font-medium">{setting.name}</span>
              <span className="text-meta text-text-3">Set in {sources[setting.source]}</span>
              <span className="col-span-2 text-meta break-all text-text-2">
                {setting.usedFor}: {setting.value}
              </span>
            </li>
          ))}
        </ul>
      )}
    </SectionCard>
  );
}
