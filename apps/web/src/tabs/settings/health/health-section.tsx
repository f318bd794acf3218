'use client';

import type { ServiceHealth } from '@videoexpress/job-schema';
import { RefreshCw } from 'lucide-react';
import { useHealth, useLivePhase } from '../../../live/live-provider.tsx';
import { IconButton } from '../../../parts/button.tsx';
import { HealthLight } from '../../../parts/health-light.tsx';
import { useNowMs } from '../../../parts/now.ts';
import { healthWords, withoutWord } from '../../../shell/health-words.ts';
import { formatMilliseconds, formatSpan } from '../parts/amounts.ts';
import { SectionCard } from '../parts/section-card.tsx';
import { type DaemonLook, useCheckHealth } from './use-check-health.ts';

function CheckedAgo({ look }: { look: DaemonLook | null }) {
  const nowMs = useNowMs();
  if (look === null) return null;
  const seconds = Math.max(0, Math.round((nowMs - look.atMs) / 1000));
  return (
    <span className="text-meta text-text-3">Checked {seconds < 2 ? 'just now' : `${formatSpan(seconds)} ago`}</span>
  );
}

function useDaemonRow(look: DaemonLook | null): ServiceHealth | null {
  const phase = useLivePhase();
  const nowMs = useNowMs();
  const base = { id: 'daemon', label: 'Studio' } as const;
  if (phase === 'reconnecting') {
    const detail = 'It does not answer. Nothing is lost; this page tries again.';
    return { ...base, status: 'down', latencyMs: null, detail, fix: 'Start it with: videoexpress start' };
  }
  if (look === null) return null;
  const upSeconds = Math.max(0, (nowMs - Date.parse(look.startedAt)) / 1000);
  const detail = `Up ${formatSpan(upSeconds)}, version ${look.version}`;
  return { ...base, status: 'ok', latencyMs: look.roundTripMs, detail, fix: null };
}

function ServiceRow({ service }: { service: ServiceHealth }) {
  const { status, label, detail, fix, latencyMs } = service;
  return (
    <li
      data-service={service.id}
      className="grid grid-cols-[8px_104px_minmax(0,1fr)_auto] items-baseline gap-x-3 px-4 py-2.5 max-md:grid-cols-[8px_minmax(0,1fr)_auto]"
    >
      <HealthLight status={status} />
      <span className="truncate font-medium">{label}</span>
      <span
        className={`max-md:order-1 max-md:col-span-2 max-md:col-start-2 ${status === 'down' ? 'text-negative' : 'text-text-2'} text-meta`}
      >
        <span className="text-text-1">{healthWords[status]}.</span> {withoutWord(detail, healthWords[status])}
        {fix === null ? null : <span className="block text-text-1">{fix}</span>}
      </span>
      <span className="text-meta text-text-3">{latencyMs === null ? '' : formatMilliseconds(latencyMs)}</span>
    </li>
  );
}

/** How every service is doing, live, with the way out where one is not well. */
export function HealthSection() {
  const services = useHealth();
  const { look, isChecking, check } = useCheckHealth();
  const daemon = useDaemonRow(look);
  const aside = (
    <>
      <CheckedAgo look={look} />
      <IconButton label="Check again" disabled={isChecking} onClick={check}>
        <RefreshCw aria-hidden="true" size={16} strokeWidth={1.75} />
      </IconButton>
    </>
  );
  return (
    <SectionCard id="health" title="Health" aside={aside}>
      <ul aria-live="polite" className="divide-y divide-line">
        {daemon === null ? null : <ServiceRow service={daemon} />}
        {(services ?? []).map((service) => (
          <ServiceRow key={service.id} service={service} />
        ))}
      </ul>
    </SectionCard>
  );
}
