'use client';

import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { err, ok } from '@videoexpress/job-schema';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { CallFailure } from '../api/call-failure.ts';
import { api } from '../api/client.ts';
import { applyEvent } from './apply-event.ts';
import { enginesQuery, healthQuery, jobsQuery, queueQuery } from './live-queries.ts';
import { settingsQuery } from '../settings/settings-query.ts';
import { type LivePhase, type LiveSessionParts, startLiveSession } from './live-session.ts';
import { oldestEventId } from './snapshot-value.ts';
import { sseFeed } from './sse-feed.ts';

const PhaseContext = createContext<LivePhase>('starting');

/** How the page stands with the daemon. */
export function useLivePhase(): LivePhase {
  return useContext(PhaseContext);
}

function partsFor(client: QueryClient, setPhase: (phase: LivePhase) => void): LiveSessionParts {
  return {
    feed: sseFeed,
    setPhase,
    apply: (event) => applyEvent(client, event),
    probe: () => api.call('getQueue', {}),
    loadSnapshot: async () => {
      try {
        const fresh = { staleTime: 0 };
        const [jobs, queue, settings] = await Promise.all([
          client.query({ ...jobsQuery, ...fresh }),
          client.query({ ...queueQuery, ...fresh }),
          client.query({ ...settingsQuery, ...fresh }),
          client.query({ ...healthQuery, ...fresh }),
          client.query({ ...enginesQuery, ...fresh }),
        ]);
        return ok(oldestEventId([jobs.eventId, queue.eventId, settings.eventId]));
      } catch (cause) {
        if (cause instanceof CallFailure) return err(cause.reason);
        throw cause;
      }
    },
    later: (delayMs, next) => {
      const timer = setTimeout(next, delayMs);
      return () => clearTimeout(timer);
    },
  };
}

/** The daemon is on this machine, so being offline stops nothing. */
function newQueryClient(): QueryClient {
  const always = { networkMode: 'always' } as const;
  return new QueryClient({
    defaultOptions: { queries: { ...always, retry: false, refetchOnWindowFocus: false }, mutations: always },
  });
}

/** Gives the page its caches and keeps them live. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [client] = useState(newQueryClient);
  const [phase, setPhase] = useState<LivePhase>('starting');
  useEffect(() => {
    const session = startLiveSession(partsFor(client, setPhase));
    const onVisible = () => {
      if (document.visibilityState === 'visible') session.wake();
    };
    window.addEventListener('focus', session.wake);
    window.addEventListener('online', session.wake);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      window.removeEventListener('focus', session.wake);
      window.removeEventListener('online', session.wake);
      document.removeEventListener('visibilitychange', onVisible);
      session.stop();
    };
  }, [client]);
  return (
    <QueryClientProvider client={client}>
      <PhaseContext value={phase}>{children}</PhaseContext>
    </QueryClientProvider>
  );
}

/** The jobs this page knows; undefined until they were read. */
export function useJobs() {
  return useQuery({ ...jobsQuery, enabled: false }).data?.byId;
}

/** Whether the queue runs; undefined until it was read. */
export function useQueue() {
  return useQuery({ ...queueQuery, enabled: false }).data?.value;
}

/** How each service is doing; undefined until it was read. */
export function useHealth() {
  return useQuery({ ...healthQuery, enabled: false }).data?.value;
}

/** The engines; undefined until they were read. */
export function useEngines() {
  return useQuery({ ...enginesQuery, enabled: false }).data;
}
