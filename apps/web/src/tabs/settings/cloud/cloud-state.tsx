'use client';

import { useMutation } from '@tanstack/react-query';
import type { Cloud } from '@videoexpress/job-schema';
import { TriangleAlert } from 'lucide-react';
import { call } from '../../../api/client.ts';
import { Button } from '../../../parts/button.tsx';
import { HealthLight } from '../../../parts/health-light.tsx';
import { useNowMinuteMs } from '../../../parts/now.ts';
import { formatAge } from '../../../words/durations.ts';
import { useShowCloud } from './cloud-query.ts';
import { cloudStates, lagText } from './cloud-words.ts';

/** How the copy stands in a line, how far behind it is, and what to do where it does not go on by itself. */
export function CloudState({ cloud }: { readonly cloud: Cloud }) {
  const nowMs = useNowMinuteMs();
  const show = useShowCloud();
  const copy = useMutation({
    mutationFn: async () => (await call('cloudCopyNow', {})).body,
    onSuccess: show,
  });
  const { word, light } = cloudStates[cloud.state];
  const lag = lagText(cloud, nowMs);
  const follows = cloud.signedInAs !== null && cloud.state !== 'off';
  return (
    <div data-service="supabase" className="grid gap-2 px-4 py-3">
      <div className="flex items-center gap-3">
        <HealthLight status={light} />
        <h3 className="font-medium">Copy in Supabase</h3>
        <output className="text-meta text-text-2">{word}</output>
        {follows ? (
          <span className="ml-auto">
            <Button disabled={copy.isPending} onClick={() => copy.mutate()}>
              Copy now
            </Button>
          </span>
        ) : null}
      </div>
      {cloud.state === 'off' ? (
        <p className="text-meta text-text-2">
          Projects, history, links to clips and logins can be copied to a Supabase project of your own, so that a lost
          computer does not take them along.
        </p>
      ) : (
        <p className="text-meta wrap-anywhere text-text-2">
          {cloud.detail} {cloud.fix}
        </p>
      )}
      {lag === null ? null : <p className="text-meta font-medium tabular-nums">{lag}</p>}
      {cloud.lastCopiedAt === null || cloud.state === 'off' ? null : (
        <p className="text-meta text-text-2">
          Last copied {formatAge(nowMs - Date.parse(cloud.lastCopiedAt))} as “{cloud.machine.name}”.
        </p>
      )}
      {cloud.bypassesRules ? (
        <p className="flex gap-2 text-meta">
          <TriangleAlert aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-warning" />A secret
          key is set, which could go past the rules of the tables. Keep it to a project that is yours alone, or put the
          publishable key in its place.
        </p>
      ) : null}
    </div>
  );
}
