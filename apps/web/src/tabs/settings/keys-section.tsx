'use client';

import { useAbout } from './about-query.ts';
import { SectionCard } from './parts/section-card.tsx';

const sources = { environment: 'Environment', env_file: '.env' } as const;

/** Where keys and the other things that are set outside the studio are set today. */
export function KeysSection() {
  const about = useAbout();
  const config = about?.folders.find((folder) => folder.id === 'config');
  return (
    <SectionCard id="keys" title="Keys">
      <p className="px-4 py-3 text-meta text-text-2">
        Nothing here needs a key yet. Keys for outside services are set in the environment or in{' '}
        <span className="text-text-1 break-all">{config === undefined ? 'a .env file' : `${config.path}/.env`}</span>{' '}
        today, and move here with a later version.
      </p>
      {about === undefined || about.outside.length === 0 ? null : (
        <ul aria-label="Set outside the studio" className="divide-y divide-line">
          {about.outside.map((setting) => (
            <li key={setting.name} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 px-4 py-2.5">
              <span className="truncate font-medium">{setting.name}</span>
              <span className="text-meta text-text-3">Set in: {sources[setting.source]}</span>
              <span className="col-span-2 text-meta text-text-2">
                {setting.usedFor}
                {setting.value === null ? '' : `: ${setting.value}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </SectionCard>
  );
}
