import { publishingServices, type PublishingService, type ServiceHealth } from '@videoexpress/job-schema';
import type { StoredConnection } from './connection-store.ts';

/** How the accounts of one service are, as one line of the health list. */
export function connectionHealth(service: PublishingService, all: readonly StoredConnection[]): ServiceHealth {
  const mine = all.map(({ connection }) => connection).filter((each) => each.service === service);
  const base = { id: service, label: publishingServices[service], latencyMs: null };
  if (mine.length === 0) return { ...base, status: 'not_configured', detail: 'No account is connected.', fix: null };
  const names = mine.map(({ accountName }) => accountName).join(', ');
  const dead = mine.find(({ state }) => state === 'needs_login');
  if (dead !== undefined) {
    const status = mine.every(({ state }) => state === 'needs_login') ? 'down' : 'degraded';
    return {
      ...base,
      status,
      detail: `${dead.accountName}: ${dead.detail ?? 'It has to be connected again.'}`,
      fix: 'Connect it again under Settings, Connections. What waits for it goes on then.',
    };
  }
  const ending = mine.find(({ detail }) => detail !== null);
  if (ending !== undefined) {
    const fix = 'Connect it again under Settings, Connections, before that.';
    return { ...base, status: 'degraded', detail: `${ending.accountName}: ${ending.detail ?? ''}`, fix };
  }
  return { ...base, status: 'ok', detail: `Connected: ${names}.`, fix: null };
}
