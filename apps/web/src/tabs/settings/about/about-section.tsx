'use client';

import dynamic from 'next/dynamic';
import { useRef, useState } from 'react';
import { Button } from '../../../parts/button.tsx';
import { useNowMs } from '../../../parts/now.ts';
import { productName } from '../../../queue/page-title.ts';
import { logOut } from '../../../shell/log-out.ts';
import { useAbout } from '../about-query.ts';
import { formatSpan } from '../parts/amounts.ts';
import { SectionCard } from '../parts/section-card.tsx';

const LicencesDialog = dynamic(() => import('./licences-dialog.tsx').then((loaded) => loaded.LicencesDialog));

/** What the studio is made of, under which licences, what leaves this machine, and the way out. */
export function AboutSection() {
  const about = useAbout();
  const nowMs = useNowMs();
  const [showsLicences, setShowsLicences] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const upSeconds = about === undefined ? 0 : Math.max(0, (nowMs - Date.parse(about.startedAt)) / 1000);
  const facts =
    about === undefined
      ? []
      : [
          [productName, about.version],
          ['Node.js', about.node],
          ['SQLite', about.sqlite],
          ['System', about.platform],
          ['Address', `localhost:${about.port}`],
          ['Running for', formatSpan(upSeconds)],
        ];
  return (
    <SectionCard id="about" title="About">
      <dl className="grid gap-1 px-4 py-3">
        {facts.map(([name, value]) => (
          <div key={name} className="flex gap-3">
            <dt className="text-text-2">{name}</dt>
            <dd className="ml-auto text-right">{value}</dd>
          </div>
        ))}
      </dl>
      <p id="what-leaves" className="px-4 py-3 text-meta text-text-2">
        <span className="text-text-1">Nothing is counted, and nothing reported to us.</span> What leaves this machine
        goes to services that you set up: prompts and pictures to the engine of a job, clips to your bucket, crashes to
        your Sentry. The page loads nothing from other hosts.
      </p>
      <div className="flex flex-wrap gap-2 px-4 py-3">
        <Button ref={opener} onClick={() => setShowsLicences(true)}>
          Licences
        </Button>
        <Button className="ml-auto" onClick={() => void logOut()}>
          Log out
        </Button>
      </div>
      {showsLicences ? (
        <LicencesDialog onClose={() => setShowsLicences(false)} onClosed={() => opener.current?.focus()} />
      ) : null}
    </SectionCard>
  );
}
