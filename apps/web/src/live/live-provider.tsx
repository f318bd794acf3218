'use client';

import { notifyManager, QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { err, ok } from '@videoexpress/job-schema';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { CallFailure } from '../api/call-failure.ts';
import { api } from '../api/client.ts';
import { refreshListings } from '../library/listing/listing-registry.ts';
import { applyEvent } from './apply-event.ts';
import { browserFeed } from './browser-feed.ts';
import { beforeNextFrame, createEventBatch } from './event-batch.ts';
import { enginesQuery, healthQuery, jobsQuery, queueQuery } from './live-queries.ts';
import { settingsQuery } from '../settings/settings-query.ts';
import { type LivePhase, type LiveSessionParts, startLiveSession } from './live-session.ts';
import { oldestEventId } from './snapshot-value.ts';

const PhaseContext = createContext<LivePhase>('starting');

/** How the page stands with the daemon. */
export function useLivePhase(): LivePhase {
  return useContext(PhaseContext);
}

/** The queries that every snapshot reads. */
const inSnapshot = new Set<unknown>(
  [jobsQuery, queueQuery, healthQuery, enginesQuery, settingsQuery].map(({ queryKey }) => queryKey[0]),
);

function partsFor(client: QueryClient, setPhase: (phase: LivePhase) => void): LiveSessionParts {
  const batch = createEventBatch(beforeNextFrame, (events) =>
    notifyManager.batch(() => {
      for (const event of events) applyEvent(client, event);
    }),
  );
  let isFirst = true;
  return {
    feed: browserFeed(),
    setPhase,
    apply: batch.add,
    probe: () => api.call('getQueue', {}),
    loadSnapshot: async () => {
      // What came before the snapshot must not be put on top of it.
      batch.flush();
      try {
        const fresh = { staleTime: 0 };
        const [jobs, queue, settings, health] = await Promise.all([
          client.query({ ...jobsQuery, ...fresh }),
          client.query({ ...queueQuery, ...fresh }),
          client.query({ ...settingsQuery, ...fresh }),
          client.query({ ...healthQuery, ...fresh }),
          client.query({ ...enginesQuery, ...fresh }),
        ]);
        // What other parts of the page read is as old as what was just read again.
        if (!isFirst) {
          void client.invalidateQueries({ predicate: ({ queryKey }) => !inSnapshot.has(queryKey[0]) });
          refreshListings();
        }
        isFirst = false;
        return ok(oldestEventId([jobs.eventId, queue.eventId, settings.eventId, health.eventId]));
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
    const left = new AbortController();
    const { signal } = left;
    for (const back of ['focus', 'online', 'pageshow']) window.addEventListener(back, session.wake, { signal });
    document.addEventListener('visibilitychange', onVisible, { signal });
    document.addEventListener('resume', session.wake, { signal });
    // Put aside or frozen, the page must not keep the lead that other tabs wait for.
    window.addEventListener('pagehide', session.sleep, { signal });
    document.addEventListener('freeze', session.sleep, { signal });
    return () => {
      left.abort();
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
