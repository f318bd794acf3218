import { QueryClient } from '@tanstack/react-query';
import type { Engine, ServiceHealth, Settings } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { jobOf } from '../testing/job-of.ts';
import { applyEvent, withService } from './apply-event.ts';
import { jobCacheOf } from './job-cache.ts';
import { settingsQuery } from '../settings/settings-query.ts';
import { estimatesKey } from './estimates-key.ts';
import { enginesQuery, jobsQuery } from './live-queries.ts';

function service(id: string, status: ServiceHealth['status']): ServiceHealth {
  return { id, label: id, status, latencyMs: null, detail: '', fix: null };
}

describe('applyEvent', () => {
  it('puts a job into the list and takes a deleted one out', () => {
    const client = new QueryClient();
    const job = jobOf();
    client.setQueryData(jobsQuery.queryKey, jobCacheOf([], 0));
    applyEvent(client, { id: 1, topic: 'job', payload: job });
    expect(client.getQueryData(jobsQuery.queryKey)?.byId[job.id]).toEqual(job);
    applyEvent(client, { id: 2, topic: 'job', payload: { id: job.id, deleted: true } });
    expect(client.getQueryData(jobsQuery.queryKey)?.byId).toEqual({});
  });

  it('asks anew what jobs are expected to take once one has succeeded', async () => {
    const client = new QueryClient();
    const asked = [...estimatesKey, 'a clip'];
    const isOld = () => client.getQueryState(asked)?.isInvalidated;
    client.setQueryData(asked, { seconds: null });
    client.setQueryData(jobsQuery.queryKey, jobCacheOf([], 0));
    const job = jobOf();
    applyEvent(client, { id: 1, topic: 'job', payload: job });
    const told = new Promise<void>((resolve) => {
      client.getQueryCache().subscribe(() => {
        if (isOld() === true) resolve();
      });
    });
    expect(isOld()).toBe(false);
    applyEvent(client, { id: 2, topic: 'job', payload: { ...job, version: job.version + 1, state: 'succeeded' } });
    await told;
    expect(isOld()).toBe(true);
  });

  it('makes no list of its own before the snapshot is there', () => {
    const client = new QueryClient();
    applyEvent(client, { id: 1, topic: 'job', payload: jobOf() });
    expect(client.getQueryData(jobsQuery.queryKey)).toBeUndefined();
  });
});

describe('a change of the settings', () => {
  const settings: Settings = {
    defaultEngine: 'sketch',
    engines: {},
    objectStorage: { bucket: '', endpoint: '', publicBaseUrl: '' },
    supabaseUrl: '',
    oauthClients: { googleClientId: '', instagramClientId: '', instagramRedirectUri: '' },
    captions: { provider: 'auto', openaiModel: 'gpt-5.4-mini', geminiModel: 'gemini-flash-latest' },
    trashDays: 7,
    historyDays: null,
    eventDays: 7,
    logDays: 30,
    quarantineDays: 30,
    upgradeCopyDays: 90,
    monthlyBudgetUsd: null,
    publishTimes: ['18:00'],
    notifications: { sound: false, desktop: false },
    crashReports: true,
    theme: 'system',
    shortcuts: {},
    welcomed: false,
  };

  it('counts unless the page has it already, and names the default engine', () => {
    const client = new QueryClient();
    client.setQueryData(settingsQuery.queryKey, { value: settings, eventId: 5 });
    applyEvent(client, { id: 5, topic: 'settings', payload: { ...settings, theme: 'dark' } });
    expect(client.getQueryData(settingsQuery.queryKey)?.value.theme).toBe('system');
    applyEvent(client, { id: 6, topic: 'settings', payload: { ...settings, theme: 'light' } });
    expect(client.getQueryData(settingsQuery.queryKey)).toEqual({ value: { ...settings, theme: 'light' }, eventId: 6 });
  });
});

describe('a change of the health of an engine', () => {
  const engine: Engine = {
    id: 'videos-api',
    label: 'Videos API server',
    notice: 'A server of yours.',
    embedded: false,
    models: [],
    settings: [],
    isDefault: false,
    maxConcurrent: 1,
    workers: null,
    health: service('videos-api', 'ok'),
  };
  const readings = (client: QueryClient) => client.isFetching({ queryKey: enginesQuery.queryKey });

  it('has the engines read anew, since it may serve other models; that of another service has not', () => {
    const client = new QueryClient();
    applyEvent(client, { id: 1, topic: 'health', payload: service('videos-api', 'down') });
    expect(readings(client)).toBe(0);
    client.setQueryData(enginesQuery.queryKey, [engine]);
    applyEvent(client, { id: 2, topic: 'health', payload: service('database', 'down') });
    expect(readings(client)).toBe(0);
    applyEvent(client, { id: 3, topic: 'health', payload: service('videos-api', 'ok') });
    expect(readings(client)).toBe(1);
  });
});

describe('withService', () => {
  it('changes a service in its place and adds a new one at the end', () => {
    const services = [service('queue', 'ok'), service('sketch', 'ok')];
    expect(withService(services, service('queue', 'down')).map(({ id, status }) => [id, status])).toEqual([
      ['queue', 'down'],
      ['sketch', 'ok'],
    ]);
    expect(withService(services, service('storage', 'ok')).map(({ id }) => id)).toEqual(['queue', 'sketch', 'storage']);
  });
});
