import type { Engine, ServiceHealth, StreamEvent } from '@videoexpress/job-schema';
import type { QueryClient } from '@tanstack/react-query';
import { purgeAsset, purgeProject, putAsset, putProject } from '../library/asset-cache.ts';
import { channelKeys } from './channel-keys.ts';
import { withJob, withoutJob } from './job-cache.ts';
import { estimatesKey } from './estimates-key.ts';
import { enginesQuery, healthQuery, jobsQuery, queueQuery } from './live-queries.ts';
import { secretsKey } from '../settings/secrets-key.ts';
import { settingsQuery } from '../settings/settings-query.ts';
import { rereadSoon } from './reread-soon.ts';
import { mayChangeSpend, spendKey } from './spend-changes.ts';
import { stampedBy } from './snapshot-value.ts';

/** Brings the caches up to one event. What a cache already includes, or no longer wants, changes nothing. */
export function applyEvent(client: QueryClient, event: StreamEvent): void {
  switch (event.topic) {
    case 'job': {
      const { payload } = event;
      const before = client.getQueryData(jobsQuery.queryKey)?.byId[payload.id];
      if (!('deleted' in payload) && mayChangeSpend(before, payload)) rereadSoon(client, spendKey);
      // What it took is what the next one like it is expected to take.
      if (!('deleted' in payload) && payload.state === 'succeeded' && before?.state !== 'succeeded')
        rereadSoon(client, estimatesKey);
      client.setQueryData(
        jobsQuery.queryKey,
        (known) => known && ('deleted' in payload ? withoutJob(known, payload.id) : withJob(known, payload)),
      );
      return;
    }
    case 'asset': {
      const { payload } = event;
      if ('deleted' in payload) purgeAsset(client, payload.id);
      else putAsset(client, payload);
      return;
    }
    case 'queue': {
      const { payload } = event;
      client.setQueryData(queueQuery.queryKey, (known) => known && stampedBy(known, event.id, () => payload));
      return;
    }
    case 'health': {
      const { payload } = event;
      client.setQueryData(
        healthQuery.queryKey,
        (known) => known && stampedBy(known, event.id, (services) => withService(services, payload)),
      );
      if (client.getQueryData(enginesQuery.queryKey)?.some(({ id }) => id === payload.id) === true)
        rereadEngines(client);
      return;
    }
    case 'project': {
      const { payload } = event;
      if ('deleted' in payload) purgeProject(client, payload.id);
      else putProject(client, payload);
      return;
    }
    case 'secret':
      // Nothing of a secret travels on the stream, so whoever shows them reads them afresh.
      void client.invalidateQueries({ queryKey: secretsKey });
      return;
    case 'publication':
      applyPublication(client, event.payload);
      return;
    case 'connection':
    case 'audit':
    case 'cloud':
      rereadSoon(client, channelKeys[event.topic]);
      return;
    case 'settings': {
      const { payload } = event;
      client.setQueryData(settingsQuery.queryKey, (known) => known && stampedBy(known, event.id, () => payload));
      client.setQueryData(enginesQuery.queryKey, (known) => known && withDefaultEngine(known, payload.defaultEngine));
      // What an engine costs and how much it is given at a time may have been set.
      if (client.getQueryData(enginesQuery.queryKey) !== undefined) rereadEngines(client);
      return;
    }
  }
}

/**
 * The lists of publications are only there once the Social Hub was opened, and so is the code that keeps them. Events come in
 * their order, and each waits for the same import, so they are applied in that order.
 */
function applyPublication(
  client: QueryClient,
  payload: Extract<StreamEvent, { topic: 'publication' }>['payload'],
): void {
  if (client.getQueryCache().findAll({ queryKey: channelKeys.publication }).length === 0) return;
  void import('../publishing/publication-cache.ts').then(({ purgePublication, putPublication }) => {
    if ('deleted' in payload) purgePublication(client, payload.id);
    else putPublication(client, payload);
  });
}

/** The services with this one as it now is, in its old place, or at the end when it is new. */
export function withService(services: readonly ServiceHealth[], changed: ServiceHealth): readonly ServiceHealth[] {
  const known = services.some((service) => service.id === changed.id);
  return known ? services.map((service) => (service.id === changed.id ? changed : service)) : [...services, changed];
}

/**
 * Reads the engines anew, as their models follow what a server serves, and what jobs are expected to take on them. What could
 * not be read is read with the next snapshot.
 */
function rereadEngines(client: QueryClient): void {
  void client.query({ ...enginesQuery, staleTime: 0 }).catch(() => undefined);
  rereadSoon(client, estimatesKey);
}

/** The engines with another one of them as the default. */
function withDefaultEngine(engines: readonly Engine[], id: string): readonly Engine[] {
  return engines.map((engine) => ({ ...engine, isDefault: engine.id === id }));
}
