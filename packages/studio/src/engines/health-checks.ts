import { publishingServices, type PublishingService, type ServiceHealth } from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';
import type { LoginService } from '../connections/login-service.ts';
import type { CrashReports } from '../crash-reports/crash-reports.ts';
import type { Holds } from '../jobs/holds.ts';
import type { QueueStore } from '../jobs/queue-store.ts';
import type { ObjectStorage } from '../objects/object-store.ts';
import { databaseHealth, queueHealth } from '../own-health.ts';
import type { EngineRegistry } from './engine-registry.ts';
import type { HealthCheck } from './health-watch.ts';

/** Everything whose health is looked after, in the order that lists have. */
export function healthChecks(parts: {
  readonly holds: Holds;
  readonly queue: QueueStore;
  readonly clock: Clock;
  readonly secrets: { health(): Promise<ServiceHealth> };
  readonly crashReports: Pick<CrashReports, 'health'>;
  readonly mirror: { health(): Promise<ServiceHealth> };
  readonly objects: Pick<ObjectStorage, 'health'>;
  /** Those who suggest captions. */
  readonly captions: { readonly lights: readonly HealthCheck[] };
  readonly engines: EngineRegistry;
  /** Told of each engine that is well. */
  readonly keyPauses: { noteHealthy(id: string): void };
  /** The services that a person can log in at. */
  readonly loginServices: readonly Pick<LoginService, 'service'>[];
  readonly logins: { health(service: PublishingService): Promise<ServiceHealth> };
}): readonly HealthCheck[] {
  const { holds, queue, clock, secrets, objects, engines } = parts;
  return [
    { id: 'queue', label: 'Queue', ask: async () => queueHealth(holds) },
    { id: 'database', label: 'Database', ask: () => databaseHealth(queue, clock) },
    { id: 'secrets', label: 'Keys', ask: () => secrets.health() },
    { id: 'sentry', label: 'Sentry', ask: () => parts.crashReports.health() },
    { id: 'supabase', label: 'Supabase', ask: () => parts.mirror.health() },
    { id: 'r2', label: 'Cloudflare R2', ask: (signal) => objects.health(signal) },
    ...parts.captions.lights,
    ...engines.all.map((engine) => ({
      id: engine.description.id,
      label: engine.description.label,
      async ask(signal: AbortSignal) {
        const health = await engine.health(signal);
        if (health.status === 'ok') parts.keyPauses.noteHealthy(engine.description.id);
        return health;
      },
    })),
    ...parts.loginServices.map(({ service }) => ({
      id: service,
      label: publishingServices[service],
      ask: () => parts.logins.health(service),
    })),
  ];
}
